using System.Collections.Immutable;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>An agent comes, steps away or goes, with the place they have.</summary>
/// <param name="Reason">Why they are away, as the policy names it.</param>
/// <param name="Address">Where they said it from; null when nobody did.</param>
/// <param name="UnlessHolding">It is left as it was while they hold a conversation: the tenant lets nobody go then.</param>
/// <param name="GivesBack">What they hold goes back to its line.</param>
public sealed record AgentPresence(
    AgentId Agent,
    Presence Presence,
    int Capacity,
    ImmutableHashSet<QueueId> Queues,
    ImmutableDictionary<string, int>? ChannelLimits = null,
    int Weight = 1,
    ImmutableDictionary<SkillId, int>? Skills = null,
    string? Reason = null,
    string? Address = null,
    bool UnlessHolding = false,
    bool GivesBack = false)
{
    public static AgentPresence Of(AgentId agent, Presence presence, AgentPlace place, string? reason = null, string? address = null) =>
        new(agent, presence, place.Capacity, place.Queues, place.ChannelLimits, place.Weight, place.Skills, reason, address);

    internal AgentPlace Place() => new(Capacity, Queues, ChannelLimits, Weight, Skills);
}

/// <summary>What the directory says of an agent has changed; whether they are there has not.</summary>
public sealed record AgentChange(
    AgentId Agent,
    int Capacity,
    ImmutableHashSet<QueueId> Queues,
    ImmutableDictionary<string, int>? ChannelLimits = null,
    int Weight = 1,
    ImmutableDictionary<SkillId, int>? Skills = null)
{
    public static AgentChange Of(AgentId agent, AgentPlace place) => new(agent, place.Capacity, place.Queues, place.ChannelLimits, place.Weight, place.Skills);

    internal AgentPlace Place() => new(Capacity, Queues, ChannelLimits, Weight, Skills);
}

/// <summary>An agent is set to another presence by the life of a conversation, as by the clock of their silence.</summary>
public sealed record AgentAbsence(string OperationId, ConversationId Conversation, AgentId Agent, Presence Presence, string? Reason = null);

/// <param name="OperationId">Of the effect; later ones of a conversation are greater.</param>
/// <param name="Terms">Null where the conversation asks for nothing in particular.</param>
/// <param name="Trace">Of the message it was decided on; null where nobody records.</param>
public sealed record AgentRequest(
    string OperationId,
    ConversationId Conversation,
    QueueId Queue,
    DateTimeOffset Since,
    IReadOnlyList<AgentId> Except,
    DateTimeOffset? ExceptUntil,
    string PolicyVersion,
    string? PolicyHash = null,
    RoutingTerms? Terms = null,
    string? Trace = null)
{
    internal WaitingWork Work() => new(Conversation, Queue, Since, [.. Except], PolicyVersion, ExceptUntil, PolicyHash ?? "", Terms);
}

public sealed record AgentWithdrawal(string OperationId, ConversationId Conversation);

/// <param name="OperationId">Of the effect that lets the agent go, or of the request whose offer came to nothing.</param>
/// <param name="IsAbsent">The agent never reacted to the conversation.</param>
public sealed record AgentRelease(string OperationId, ConversationId Conversation, AgentId Agent, bool IsAbsent = false);

/// <summary>The conversation is this agent's, because its life decided so and not routing: whether they have room is not asked any more.</summary>
public sealed record AgentHold(string OperationId, ConversationId Conversation, AgentId Agent, int Units, string Channel, QueueId? Queue = null);

/// <summary>An agent picks a conversation from the line.</summary>
public sealed record AgentClaim(ConversationId Conversation, AgentId Agent);

/// <param name="RequestId">Of the request by which it waited; what gives it back names it.</param>
/// <param name="Why">Null when it was theirs already, or is not given.</param>
/// <param name="Refused">Null when they have it.</param>
/// <param name="Holder">Who has it.</param>
public sealed record ClaimAnswer(string? RequestId, Explanation? Why, ClaimRefusal? Refused, AgentId? Holder);

/// <param name="Conversation">Null for the queue as such.</param>
/// <param name="Queue">Answered for when the conversation does not wait.</param>
public sealed record OutlookQuestion(ConversationId? Conversation, QueueId Queue);
