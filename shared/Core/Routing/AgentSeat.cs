using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniFunctions.Routing;

/// <summary>An agent as routing sees them.</summary>
/// <param name="Held">Conversations that count against the capacity, offered ones included.</param>
/// <param name="IdleSince">When the agent came online or last let go of a conversation, whichever was later.</param>
public sealed record AgentSeat(
    AgentId Agent,
    Presence Presence,
    int Capacity,
    ImmutableHashSet<QueueId> Queues,
    ImmutableHashSet<ConversationId> Held,
    DateTimeOffset IdleSince)
{
    /// <summary>Another conversation can be given now.</summary>
    [JsonIgnore]
    public bool HasRoom => Presence == Presence.Online && Held.Count < Capacity;
}
