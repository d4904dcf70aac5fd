using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Runtime.Agents;

namespace OmniFunctions.Access;

/// <summary>What the cookie says: which agent signed in, and with which password.</summary>
internal sealed record Ticket(TenantId Tenant, AgentId Agent, string Stamp)
{
    public const string Scheme = "omni";

    private const string TenantClaim = "tenant";
    private const string AgentClaim = "agent";
    private const string StampClaim = "stamp";

    public static ClaimsPrincipal For(Agent agent) => new(new ClaimsIdentity(
        [new Claim(TenantClaim, agent.Tenant.Value), new Claim(AgentClaim, agent.Id.Value), new Claim(StampClaim, StampOf(agent))],
        Scheme));

    public static Ticket? Read(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(TenantClaim) is { } tenant && principal.FindFirstValue(AgentClaim) is { } agent && principal.FindFirstValue(StampClaim) is { } stamp
            ? new Ticket(new TenantId(tenant), new AgentId(agent), stamp)
            : null;

    /// <summary>A changed password ends every session that was begun with the old one.</summary>
    public bool IsOf(Agent agent) => Stamp == StampOf(agent);

    private static string StampOf(Agent agent) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(agent.PasswordHash)).AsSpan(0, 8));
}
