using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>Everything one match looks at: who is there, and who waits. Owned by one durable entity per routing group.</summary>
public sealed record RoutingGroup(ImmutableDictionary<AgentId, AgentSeat> Agents, ImmutableList<WaitingWork> Waiting)
{
    public static RoutingGroup Empty { get; } = new(ImmutableDictionary<AgentId, AgentSeat>.Empty, ImmutableList<WaitingWork>.Empty);
}

/// <param name="Held">Conversations that count against the capacity, offered ones included.</param>
/// <param name="IdleSince">When the agent came online or last let go of a conversation, whichever was later.</param>
public sealed record AgentSeat(AgentId Agent, Presence Presence, int Capacity, ImmutableHashSet<QueueId> Queues, ImmutableHashSet<ConversationId> Held, DateTimeOffset IdleSince);

public sealed record WaitingWork(ConversationId Conversation, QueueId Queue, DateTimeOffset Since, ImmutableHashSet<AgentId> Except, string PolicyVersion);

/// <summary>A conversation given to an agent. Their place is taken from this moment.</summary>
public sealed record Assignment(ConversationId Conversation, AgentId Agent, Explanation Why);

public enum Presence
{
    Offline,
    Away,
    Online,
}
