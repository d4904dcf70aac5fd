using OmniFunctions.Conversations;

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
    bool IsAbsent = false)
{
    public static EffectDocument Of(Effect effect) => effect switch
    {
        Effect.RequestAgent e => new("RequestAgent", e.Queue, e.Since, e.Except, ExceptUntil: e.ExceptUntil),
        Effect.WithdrawRequest e => new("WithdrawRequest", e.Queue),
        Effect.ReleaseAgent e => new("ReleaseAgent", e.Queue, Agent: e.Agent, IsAbsent: e.IsAbsent),
        Effect.Deliver e => new("Deliver", MessageId: e.MessageId),
        _ => throw new InvalidOperationException($"No document for the effect {effect.GetType().Name}."),
    };

    public Effect Effect() => Kind switch
    {
        "RequestAgent" => new Effect.RequestAgent(Queue!.Value, Since!.Value, Except ?? [], ExceptUntil),
        "WithdrawRequest" => new Effect.WithdrawRequest(Queue!.Value),
        "ReleaseAgent" => new Effect.ReleaseAgent(Queue!.Value, Agent!.Value, IsAbsent),
        "Deliver" => new Effect.Deliver(MessageId!),
        _ => throw new InvalidOperationException($"No effect is called {Kind}."),
    };
}
