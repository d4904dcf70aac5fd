using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>A conversation that needs an agent.</summary>
/// <param name="Since">Its place in the line.</param>
/// <param name="Except">Those who let it pass in this round.</param>
/// <param name="ExceptUntil">From then on they may be asked again; null when there are none.</param>
public sealed record WaitingWork(
    ConversationId Conversation,
    QueueId Queue,
    DateTimeOffset Since,
    ImmutableHashSet<AgentId> Except,
    string PolicyVersion,
    DateTimeOffset? ExceptUntil = null);
