using System.Collections.Immutable;
using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Agents;

/// <summary>Someone who signs in to the desk.</summary>
/// <param name="Name">Shown to colleagues, and to customers where a channel shows who answers.</param>
/// <param name="Capacity">Units they may hold at once, offered conversations included.</param>
/// <param name="Queues">The waiting lines they answer.</param>
/// <param name="PasswordHash">In the form of ASP.NET Core's password hasher; empty for who has no password and comes in by a directory alone. Never leaves the process.</param>
/// <param name="Skills">With the level of each.</param>
/// <param name="ChannelLimits">Conversations of a channel at once, where that is fewer than the capacity allows.</param>
/// <param name="Weight">Their share of the turns in queues that give turns by weight.</param>
/// <param name="Team">The group of people they belong to; null when to none.</param>
/// <param name="Mail">By which a directory that vouches for it names them the first time; in small letters.</param>
/// <param name="IsDisabled">They may not come in. They stay in the directory, because what they did bears their name.</param>
public sealed record Agent(
    TenantId Tenant,
    AgentId Id,
    string Name,
    IReadOnlyList<AgentRole> Roles,
    int Capacity,
    IReadOnlyList<QueueId> Queues,
    string PasswordHash,
    ImmutableDictionary<SkillId, int>? Skills = null,
    ImmutableDictionary<string, int>? ChannelLimits = null,
    int Weight = 1,
    string? Team = null,
    bool IsDisabled = false,
    string? Mail = null)
{
    public ImmutableDictionary<SkillId, int> Skills { get; init; } = Skills ?? ImmutableDictionary<SkillId, int>.Empty;

    public ImmutableDictionary<string, int> ChannelLimits { get; init; } = ChannelLimits ?? ImmutableDictionary<string, int>.Empty;

    /// <summary>What routing goes by.</summary>
    public AgentPlace Place => new(Capacity, [.. Queues], ChannelLimits, Weight, Skills);

    /// <summary>Who is disabled is nobody any more.</summary>
    public bool Is(AgentRole role) => !IsDisabled && Roles.Contains(role);

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
