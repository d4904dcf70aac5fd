using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>A conversation that needs an agent.</summary>
/// <param name="Since">Its place in the line.</param>
/// <param name="Except">Those who let it pass in this round.</param>
/// <param name="ExceptUntil">From then on they may be asked again; null when there are none.</param>
/// <param name="PolicyHash">Of the rules that made the terms; empty where they are not known.</param>
/// <param name="Terms">Those of a conversation that asks for nothing in particular where none are given.</param>
public sealed record WaitingWork(
    ConversationId Conversation,
    QueueId Queue,
    DateTimeOffset Since,
    ImmutableHashSet<AgentId> Except,
    string PolicyVersion,
    DateTimeOffset? ExceptUntil = null,
    string PolicyHash = "",
    RoutingTerms? Terms = null)
{
    public RoutingTerms Terms { get; init; } = Terms ?? RoutingTerms.Default;
}
