using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>A pending effect. It names queues, agents and messages by their ids only, so it lies in clear.</summary>
internal static class EffectRow
{
    private const string Data = "Effect";

    public static TableEntity Write(ConversationKey key, PendingEffect pending) =>
        new(ConversationKeys.Partition(key), ConversationKeys.Effect(pending.OperationId)) { [Data] = JsonSerializer.Serialize(Flat.Of(pending.Effect)) };

    public static PendingEffect Read(TableEntity row) =>
        new(row.RowKey[ConversationKeys.EffectsFrom.Length..], JsonSerializer.Deserialize<Flat>(row.GetString(Data))!.Effect());

    /// <param name="Kind">The effect's name; stored, so a case may be added but none renamed.</param>
    private sealed record Flat(string Kind, string? Queue = null, DateTimeOffset? Since = null, string[]? Except = null, string? Agent = null, string? MessageId = null)
    {
        public static Flat Of(Effect effect) => effect switch
        {
            Effect.RequestAgent e => new("RequestAgent", e.Queue.Value, e.Since, [.. e.Except.Select(agent => agent.Value)]),
            Effect.WithdrawRequest e => new("WithdrawRequest", e.Queue.Value),
            Effect.ReleaseAgent e => new("ReleaseAgent", e.Queue.Value, Agent: e.Agent.Value),
            Effect.Deliver e => new("Deliver", MessageId: e.MessageId),
            _ => throw new InvalidOperationException($"No row for the effect {effect.GetType().Name}."),
        };

        public Effect Effect() => Kind switch
        {
            "RequestAgent" => new Effect.RequestAgent(new(Queue!), Since!.Value, [.. Except!.Select(agent => new AgentId(agent))]),
            "WithdrawRequest" => new Effect.WithdrawRequest(new(Queue!)),
            "ReleaseAgent" => new Effect.ReleaseAgent(new(Queue!), new(Agent!)),
            "Deliver" => new Effect.Deliver(MessageId!),
            _ => throw new InvalidOperationException($"No effect is called {Kind}."),
        };
    }
}
