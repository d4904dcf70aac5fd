using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>A pending effect. It names queues, agents and messages by their ids only, so it lies in clear.</summary>
internal static class EffectRow
{
    private const string Data = "Effect";
    private const string Trace = "Trace";

    public static TableEntity Write(ConversationKey key, PendingEffect pending)
    {
        var row = new TableEntity(ConversationKeys.Partition(key), ConversationKeys.Effect(pending.OperationId)) { [Data] = JsonSerializer.Serialize(EffectDocument.Of(pending.Effect)) };
        if (pending.Trace is { } trace) row[Trace] = trace;
        return row;
    }

    public static PendingEffect Read(TableEntity row) =>
        new(row.RowKey[ConversationKeys.EffectsFrom.Length..], JsonSerializer.Deserialize<EffectDocument>(row.GetString(Data))!.Effect(), row.GetString(Trace));
}
