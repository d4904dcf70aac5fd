using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Routing;

/// <summary>An agent as routing sees them.</summary>
/// <param name="Capacity">In units.</param>
/// <param name="Held">Conversations that count against the capacity, offered ones included.</param>
/// <param name="IdleSince">When the agent came online or last let go of a conversation, whichever was later.</param>
/// <param name="Reason">Why they are away, as the policy names it.</param>
/// <param name="ChannelLimits">Conversations of a channel at once.</param>
/// <param name="Turns">What they had under <see cref="Strategy.Weighted"/>, each turn counted as <see cref="Turn.Length"/> over their weight.</param>
public sealed record AgentSeat(
    AgentId Agent,
    Presence Presence,
    int Capacity,
    ImmutableHashSet<QueueId> Queues,
    [property: JsonConverter(typeof(HeldWorkConverter))] ImmutableDictionary<ConversationId, HeldWork> Held,
    DateTimeOffset IdleSince,
    string? Reason = null,
    ImmutableDictionary<string, int>? ChannelLimits = null,
    int Weight = 1,
    ImmutableDictionary<SkillId, int>? Skills = null,
    long Turns = 0)
{
    public ImmutableDictionary<string, int> ChannelLimits { get; init; } = ChannelLimits ?? ImmutableDictionary<string, int>.Empty;

    public ImmutableDictionary<SkillId, int> Skills { get; init; } = Skills ?? ImmutableDictionary<SkillId, int>.Empty;

    [JsonIgnore]
    public int UnitsInUse => Held.IsEmpty ? 0 : Held.Values.Sum(work => work.Units);

    /// <summary>Another conversation of the smallest size can be given now.</summary>
    [JsonIgnore]
    public bool HasRoom => Presence == Presence.Online && UnitsInUse < Capacity;

    /// <summary>They have room for this one, whatever their presence.</summary>
    public bool HasRoomFor(int units, string channel) => UnitsInUse + units <= Capacity && IsWithinLimit(channel);

    internal bool IsWithinLimit(string channel) =>
        ChannelLimits.IsEmpty || !ChannelLimits.TryGetValue(channel, out var limit) || Held.Values.Count(work => work.Channel == channel) < limit;
}
