using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// Conversations as routing keeps them, tersely, since the whole part is written when one of them changes:
/// <c>{"rows": {id: {"m": mark, "a": holder, "c": channel, "u": units, "q": queue, "s": since, "w": waiting}}, "asks": {id: work}}</c>, times as UTC ticks,
/// the mark as <c>[latest, requested]</c> where there is no more to it, and what those who wait have in common once.
/// </summary>
internal sealed class RoutedConversationsConverter : JsonConverter<ImmutableSortedDictionary<ConversationId, RoutedConversation>>
{
    public override ImmutableSortedDictionary<ConversationId, RoutedConversation> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var asks = WaitingRow.ReadAsks(document.RootElement.GetProperty("asks"));
        return RoutingPart.NoConversations.AddRange(document.RootElement.GetProperty("rows").EnumerateObject()
            .Select(row => KeyValuePair.Create(new ConversationId(row.Name), ReadRow(row.Value, asks, options))));
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<ConversationId, RoutedConversation> value, JsonSerializerOptions options)
    {
        var asks = new Dictionary<string, WaitingWork>(StringComparer.Ordinal);
        writer.WriteStartObject();
        writer.WriteStartObject("rows");
        foreach (var (id, conversation) in value)
        {
            writer.WriteStartObject(id.Value);
            WriteMark(writer, conversation.Mark, options);
            if (conversation is { Holder: { } holder, Held: { } held }) WriteHeld(writer, holder, held);
            if (conversation.Waiting is { } work)
            {
                var row = WaitingRow.Of(work);
                asks.TryAdd(row.Asks, work);
                writer.WritePropertyName("w");
                writer.WriteRawValue(row.Json, skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteStartObject("asks");
        foreach (var (id, work) in asks)
        {
            writer.WritePropertyName(id);
            JsonSerializer.Serialize(writer, WaitingRow.Common(work), CoreJson.Instance.WaitingWork);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteMark(Utf8JsonWriter writer, RoutingMark? mark, JsonSerializerOptions options)
    {
        if (mark is null) return;
        writer.WritePropertyName("m");
        if (mark is { Again: null, Claimed: null, Trace: null })
        {
            writer.WriteStartArray();
            writer.WriteStringValue(mark.Latest);
            writer.WriteStringValue(mark.Requested);
            writer.WriteEndArray();
        }
        else
        {
            JsonSerializer.Serialize(writer, mark, options);
        }
    }

    private static void WriteHeld(Utf8JsonWriter writer, AgentId holder, HeldWork held)
    {
        writer.WriteString("a", holder.Value);
        if (held.Channel.Length > 0) writer.WriteString("c", held.Channel);
        writer.WriteNumber("u", held.Units);
        if (held.Queue is { } queue) writer.WriteString("q", queue.Value);
        if (held.Since is { } since) writer.WriteNumber("s", since.UtcTicks);
    }

    private static RoutedConversation ReadRow(JsonElement row, IReadOnlyDictionary<string, WaitingWork> asks, JsonSerializerOptions options)
    {
        var mark = !row.TryGetProperty("m", out var marked) ? null
            : marked.ValueKind == JsonValueKind.Array ? new RoutingMark(marked[0].GetString()!, marked[1].GetString()!)
            : marked.Deserialize<RoutingMark>(options);
        var holder = row.TryGetProperty("a", out var agent) ? new AgentId(agent.GetString()!) : (AgentId?)null;
        return new RoutedConversation(
            mark,
            holder,
            holder is null ? null : ReadHeld(row),
            row.TryGetProperty("w", out var waiting) ? WaitingRow.Read(waiting, asks) : null);
    }

    private static HeldWork ReadHeld(JsonElement row) => new(
        row.TryGetProperty("c", out var channel) ? channel.GetString()! : "",
        row.GetProperty("u").GetInt32(),
        row.TryGetProperty("q", out var queue) ? new QueueId(queue.GetString()!) : null,
        row.TryGetProperty("s", out var since) ? new DateTimeOffset(since.GetInt64(), TimeSpan.Zero) : null);
}
