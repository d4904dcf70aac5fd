using System.Collections.Immutable;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>An agent comes, steps away or goes, with the place they have.</summary>
public sealed record AgentPresence(AgentId Agent, Presence Presence, int Capacity, ImmutableHashSet<QueueId> Queues);

/// <param name="OperationId">Of the effect; later ones of a conversation are greater.</param>
/// <param name="Terms">Null where the conversation asks for nothing in particular.</param>
public sealed record AgentRequest(
    string OperationId,
    ConversationId Conversation,
    QueueId Queue,
    DateTimeOffset Since,
    IReadOnlyList<AgentId> Except,
    DateTimeOffset? ExceptUntil,
    string PolicyVersion,
    string? PolicyHash = null,
    RoutingTerms? Terms = null)
{
    internal WaitingWork Work() => new(Conversation, Queue, Since, [.. Except], PolicyVersion, ExceptUntil, PolicyHash ?? "", Terms);
}

public sealed record AgentWithdrawal(string OperationId, ConversationId Conversation);

/// <param name="OperationId">Of the effect that lets the agent go, or of the request whose offer came to nothing.</param>
/// <param name="IsAbsent">The agent never reacted to the conversation.</param>
public sealed record AgentRelease(string OperationId, ConversationId Conversation, AgentId Agent, bool IsAbsent = false);
