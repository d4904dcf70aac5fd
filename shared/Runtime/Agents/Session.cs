namespace OmniFunctions.Runtime.Agents;

/// <summary>Someone who is signed in somewhere.</summary>
/// <param name="Id">Drawn at the sign-in; the cookie carries it.</param>
/// <param name="SeenAt">When something was last asked for; some minutes late.</param>
/// <param name="Address">Where from.</param>
/// <param name="Browser">What the browser says of itself.</param>
public sealed record Session(TenantId Tenant, AgentId Agent, string Id, DateTimeOffset BegunAt, DateTimeOffset SeenAt, string? Address, string? Browser);
