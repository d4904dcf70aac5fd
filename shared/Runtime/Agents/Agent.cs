namespace OmniFunctions.Runtime.Agents;

/// <summary>Someone who signs in to the desk.</summary>
/// <param name="Name">Shown to colleagues, and to customers where a channel shows who answers.</param>
/// <param name="Capacity">Conversations they may hold at once, offered ones included.</param>
/// <param name="Queues">The waiting lines they answer.</param>
/// <param name="PasswordHash">In the form of ASP.NET Core's password hasher. Never leaves the process.</param>
public sealed record Agent(
    TenantId Tenant,
    AgentId Id,
    string Name,
    IReadOnlyList<AgentRole> Roles,
    int Capacity,
    IReadOnlyList<QueueId> Queues,
    string PasswordHash)
{
    public bool Is(AgentRole role) => Roles.Contains(role);

    /// <summary>A log line that prints an agent prints no hash.</summary>
    public override string ToString() => $"{Tenant}/{Id}";
}

public enum AgentRole
{
    /// <summary>Answers customers.</summary>
    Agent,

    /// <summary>Sees every conversation of the tenant.</summary>
    Supervisor,
}
