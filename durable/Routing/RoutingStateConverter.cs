using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// The routing entity's state is written after each operation, also when ten thousand wait. So what those who wait have in common is written once, what
/// is their own is made JSON once, and whoever reads what this process wrote a moment ago is handed that object with all its indexes.
/// </summary>
/// <remarks>The stamp names one state that one process wrote, and no other state ever has it: an operation that was undone leaves none that could be taken for another.</remarks>
internal sealed class RoutingStateConverter : JsonConverter<RoutingState>
{
    /// <summary>States that are handed out again; one for each of as many tenants, or the last few of one.</summary>
    private const int MaxRecent = 32;

    private static readonly string Process = Guid.NewGuid().ToString("N");
    private static readonly ConcurrentDictionary<string, RoutingState> Recent = new();
    private static readonly ConcurrentQueue<string> Stamps = new();
    private static long written;

    public override RoutingState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType != JsonTokenType.PropertyName || !ahead.ValueTextEquals(nameof(Document.Stamp)))
        {
            var plain = JsonSerializer.Deserialize<Plain>(ref reader, options)!;
            return new RoutingState(plain.Group, plain.Marks, plain.LookAt);
        }

        ahead.Read();
        if (Recent.TryGetValue(ahead.GetString()!, out var known))
        {
            reader.Skip();
            return known;
        }

        return JsonSerializer.Deserialize<Document>(ref reader, options)!.State();
    }

    public override void Write(Utf8JsonWriter writer, RoutingState value, JsonSerializerOptions options)
    {
        var stamp = $"{Process}-{Interlocked.Increment(ref written)}";
        writer.WriteStartObject();
        writer.WriteString(nameof(Document.Stamp), stamp);
        if (value.LookAt is { } at) writer.WriteString(nameof(Document.LookAt), at);
        writer.WritePropertyName(nameof(Document.Agents));
        JsonSerializer.Serialize(writer, value.Group.Agents, options);
        writer.WritePropertyName(nameof(Document.Paces));
        JsonSerializer.Serialize(writer, value.Group.Paces, options);
        writer.WritePropertyName(nameof(Document.Marks));
        JsonSerializer.Serialize(writer, value.Marks, options);
        WriteLine(writer, value.Group.Waiting);
        writer.WriteEndObject();
        Remember(stamp, value);
    }

    private static void WriteLine(Utf8JsonWriter writer, ImmutableList<WaitingWork> waiting)
    {
        var asks = new Dictionary<string, WaitingWork>(StringComparer.Ordinal);
        writer.WriteStartArray(nameof(Document.Line));
        foreach (var work in waiting)
        {
            var row = WaitingRow.Of(work);
            asks.TryAdd(row.Asks, work);
            writer.WriteRawValue(row.Json, skipInputValidation: true);
        }

        writer.WriteEndArray();
        writer.WriteStartObject(nameof(Document.Asks));
        foreach (var (id, work) in asks)
        {
            writer.WritePropertyName(id);
            JsonSerializer.Serialize(writer, WaitingRow.Common(work), CoreJson.Instance.WaitingWork);
        }

        writer.WriteEndObject();
    }

    private static void Remember(string stamp, RoutingState state)
    {
        Recent[stamp] = state;
        Stamps.Enqueue(stamp);
        while (Stamps.Count > MaxRecent && Stamps.TryDequeue(out var oldest)) Recent.TryRemove(oldest, out _);
    }

    /// <summary>As builds before 0.2 wrote it.</summary>
    private sealed record Plain(RoutingGroup Group, ImmutableDictionary<ConversationId, RoutingMark> Marks, DateTimeOffset? LookAt = null);

    private sealed record Document(
        string Stamp,
        ImmutableDictionary<AgentId, AgentSeat> Agents,
        ImmutableDictionary<QueueId, Pace> Paces,
        ImmutableDictionary<ConversationId, RoutingMark> Marks,
        List<JsonElement> Line,
        Dictionary<string, JsonElement> Asks,
        DateTimeOffset? LookAt = null)
    {
        public RoutingState State()
        {
            var asks = Asks.ToDictionary(entry => entry.Key, entry => entry.Value.Deserialize(CoreJson.Instance.WaitingWork)!);
            return new RoutingState(new RoutingGroup(Agents, [.. Line.Select(row => WaitingRow.Read(row, asks))], Paces), Marks, LookAt);
        }
    }
}
