namespace OmniFunctions.Runtime.Live;

/// <summary>
/// The user id of a live connection, made only from a verified ticket or visitor token. The parts' alphabets have no colon,
/// so no two people share one.
/// </summary>
public static class LiveUser
{
    public static string Of(Agents.Agent agent) => Of(agent.Tenant, agent.Id);

    public static string Of(TenantId tenant, AgentId agent) => $"{tenant.Value}:{agent.Value}";

    public static string OfVisitor(AccountKey account, string visitor) => $"{account.Tenant.Value}:visitor:{account.Account}:{visitor}";

    /// <summary>Every agent of the tenant who is connected.</summary>
    public static string GroupOf(TenantId tenant) => $"{tenant.Value}:agents";
}
