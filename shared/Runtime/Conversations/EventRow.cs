using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Insights;
using OmniFunctions.Json;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// One event. All it says is sealed as a whole; its type, and what the figures are told of it, stand beside it in clear.
/// The latter needs the state after the event, which is at hand only when it is appended.
/// </summary>
internal static class EventRow
{
    public const string Insight = "Insight";
    private const string Type = "Type";
    private const string Data = "Data";

    public static TableEntity Write(ConversationKey key, StoredEvent stored, ConversationState after, Sealer sealer)
    {
        var row = new TableEntity(ConversationKeys.Partition(key), ConversationKeys.Event(stored.Sequence))
        {
            [Type] = EventCodec.TypeOf(stored.Event),
            [Insight] = JsonSerializer.Serialize(InsightEvent.Of(stored.Event, after), CoreJson.Instance.InsightEvent),
        };
        row.Put(Data, sealer.Seal(EventCodec.Write(stored.Event), PlaceOf(row)));
        return row;
    }

    public static StoredEvent Read(TableEntity row, Sealer sealer) =>
        new(ConversationKeys.Sequence(row.RowKey), EventCodec.Read(row.GetString(Type), sealer.Open(row.Take(Data), PlaceOf(row))));

    private static Place PlaceOf(TableEntity row) => new(TableNames.Conversations, row.PartitionKey, row.RowKey, Data);
}
