using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>What the cookie says: which agent signed in, with which password, and which session that began.</summary>
internal sealed record Ticket(TenantId Tenant, AgentId Agent, string Stamp, string Session)
{
    public const string Scheme = "omni";

    private const string TenantClaim = "tenant";
    private const string AgentClaim = "agent";
    private const string StampClaim = "stamp";
    private const string SessionClaim = "session";

    public static ClaimsPrincipal For(Agent agent, string session) => new(new ClaimsIdentity(
        [new Claim(TenantClaim, agent.Tenant.Value), new Claim(AgentClaim, agent.Id.Value), new Claim(StampClaim, StampOf(agent)),
            new Claim(SessionClaim, session)],
        Scheme));

    public static Ticket? Read(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(TenantClaim) is { } tenant && principal.FindFirstValue(AgentClaim) is { } agent && principal.FindFirstValue(StampClaim) is { } stamp
            && principal.FindFirstValue(SessionClaim) is { } session
            ? new Ticket(new TenantId(tenant), new AgentId(agent), stamp, session)
            : null;

    /// <summary>A changed password ends every session that was begun with the old one.</summary>
    public bool IsOf(Agent agent) => Stamp == StampOf(agent);

    private static string StampOf(Agent agent) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(agent.PasswordHash)).AsSpan(0, 8));
}
