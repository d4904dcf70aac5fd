using OmniFunctions.Conversations;
using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>An effect as it is written down, in rows and in durable histories.</summary>
/// <param name="Kind">The effect's name. It is stored: a case may be added, but none renamed.</param>
public sealed record EffectDocument(
    string Kind,
    QueueId? Queue = null,
    DateTimeOffset? Since = null,
    IReadOnlyList<AgentId>? Except = null,
    AgentId? Agent = null,
    string? MessageId = null,
    DateTimeOffset? ExceptUntil = null,
    bool IsAbsent = false,
    RoutingTerms? Terms = null,
    int? Units = null,
    string? Channel = null,
    bool Force = false,
    NoticeTo? Whom = null,
    NoticeKind? Notice = null,
    IReadOnlyList<AgentId>? Agents = null,
    string? Reason = null,
    Presence? Presence = null,
    ConversationId? Conversation = null)
{
    public static EffectDocument Of(Effect effect) => effect switch
    {
        Effect.RequestAgent e => new("RequestAgent", e.Queue, e.Since, e.Except, ExceptUntil: e.ExceptUntil, Terms: e.Terms),
        Effect.WithdrawRequest e => new("WithdrawRequest", e.Queue),
        Effect.ReleaseAgent e => new("ReleaseAgent", e.Queue, Agent: e.Agent, IsAbsent: e.IsAbsent),
        Effect.Deliver e => new("Deliver", MessageId: e.MessageId),
        Effect.HoldAgent e => new("HoldAgent", e.Queue, Agent: e.Agent, Units: e.Units, Channel: e.Channel, Force: e.Force),
        Effect.AskOutlook e => new("AskOutlook", e.Queue),
        Effect.RecallDelivery e => new("RecallDelivery", MessageId: e.MessageId),
        Effect.Notify e => new("Notify", e.Queue, Whom: e.Whom, Notice: e.Kind, Agents: e.Agents),
        Effect.Page e => new("Page", e.Queue, Reason: e.Reason),
        Effect.SetAgentPresence e => new("SetAgentPresence", Agent: e.Agent, Presence: e.Presence, Reason: e.Reason),
        Effect.JoinTo e => new("JoinTo", Conversation: e.Into),
        Effect.SplitFrom e => new("SplitFrom", Conversation: e.Into),
        _ => throw new InvalidOperationException($"No document for the effect {effect.GetType().Name}."),
    };

    public Effect Effect() => Kind switch
    {
        "RequestAgent" => new Effect.RequestAgent(Queue!.Value, Since!.Value, Except ?? [], ExceptUntil, Terms),
        "WithdrawRequest" => new Effect.WithdrawRequest(Queue!.Value),
        "ReleaseAgent" => new Effect.ReleaseAgent(Queue!.Value, Agent!.Value, IsAbsent),
        "Deliver" => new Effect.Deliver(MessageId!),
        "HoldAgent" => new Effect.HoldAgent(Queue!.Value, Agent!.Value, Units!.Value, Channel!, Force),
        "AskOutlook" => new Effect.AskOutlook(Queue!.Value),
        "RecallDelivery" => new Effect.RecallDelivery(MessageId!),
        "Notify" => new Effect.Notify(Whom!.Value, Notice!.Value, Queue, Agents ?? []),
        "Page" => new Effect.Page(Queue, Reason!),
        "SetAgentPresence" => new Effect.SetAgentPresence(Agent!.Value, Presence!.Value, Reason!),
        "JoinTo" => new Effect.JoinTo(Conversation!.Value),
        "SplitFrom" => new Effect.SplitFrom(Conversation!.Value),
        _ => throw new InvalidOperationException($"No effect is called {Kind}."),
    };
}
