using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Policies;

/// <summary>A skill that rules may ask for and agents may have.</summary>
public sealed record Skill(SkillId Id, string Name);

/// <summary>A group of people (班组), apart from what they can do; at most <see cref="PolicyLimits.MaxTeamLevels"/> levels.</summary>
/// <param name="Leads">Told when something of theirs is in danger.</param>
public sealed record Team(string Id, string Name, string? Parent = null, IReadOnlyList<AgentId>? Leads = null)
{
    public IReadOnlyList<AgentId> Leads { get; init => field = value ?? []; } = Leads ?? [];
}

/// <summary>What agents can say of themselves.</summary>
public sealed record PresencePolicy(IReadOnlyList<PresenceReason>? Reasons = null, OfflineWithOpenChats OfflineWithOpenChats = OfflineWithOpenChats.Allow)
{
    public IReadOnlyList<PresenceReason> Reasons { get; init => field = value ?? []; } = Reasons ?? [];
}

/// <param name="Presence">What the reason stands for.</param>
/// <param name="NeedsApproval">A supervisor has to agree first.</param>
public sealed record PresenceReason(string Id, string Name, Presence Presence = Presence.Away, bool NeedsApproval = false);

[JsonConverter(typeof(CamelCase<OfflineWithOpenChats>))]
public enum OfflineWithOpenChats
{
    /// <summary>Each goes back to its line at its old place, and others are asked.</summary>
    Allow,

    /// <summary>They stay until they have none.</summary>
    Refuse,

    /// <summary>The agent keeps what they hold, and their customers wait for them.</summary>
    Keep,
}

/// <summary>How much of an agent's capacity one conversation takes.</summary>
/// <param name="Units">By channel name.</param>
/// <param name="DefaultUnits">Of a channel that is not named.</param>
public sealed record CapacityPolicy(IReadOnlyDictionary<string, int>? Units = null, int DefaultUnits = 1)
{
    private static readonly Dictionary<string, int> None = [];

    public IReadOnlyDictionary<string, int> Units { get; init => field = value ?? None; } = Units ?? None;

    public int UnitsOf(string channel) => Units.TryGetValue(channel, out var units) ? units : DefaultUnits;
}
