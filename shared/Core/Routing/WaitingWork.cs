using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>A conversation that needs an agent.</summary>
/// <param name="Since">Its place in the line.</param>
/// <param name="Except">Those who let it pass in this round.</param>
public sealed record WaitingWork(ConversationId Conversation, QueueId Queue, DateTimeOffset Since, ImmutableHashSet<AgentId> Except, string PolicyVersion);
