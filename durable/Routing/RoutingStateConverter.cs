using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>The routing entity's state as one object of its parts. What earlier builds wrote, as one document, is read as well.</summary>
internal sealed class RoutingStateConverter : JsonConverter<RoutingState>
{
    public override RoutingState Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType == JsonTokenType.PropertyName)
        {
            if (ahead.ValueTextEquals(nameof(Document.Stamp))) return JsonSerializer.Deserialize<Document>(ref reader, options)!.State();
            if (ahead.ValueTextEquals(nameof(Plain.Group))) return JsonSerializer.Deserialize<Plain>(ref reader, options)!.State();
        }

        return RoutingState.Of(JsonSerializer.Deserialize<Dictionary<string, RoutingPart>>(ref reader, options)!);
    }

    public override void Write(Utf8JsonWriter writer, RoutingState value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, part) in value)
        {
            writer.WritePropertyName(key);
            JsonSerializer.Serialize(writer, part, options);
        }

        writer.WriteEndObject();
    }

    private static RoutingState StateOf(RoutingGroup group, ImmutableDictionary<ConversationId, RoutingMark> marks, DateTimeOffset? lookAt)
    {
        var known = group.Agents.Values.SelectMany(seat => seat.Held.Keys).Concat(group.Waiting.Select(work => work.Conversation));
        var state = RoutingState.Empty.With(group, known).WithLookAt(lookAt);
        return marks.Aggregate(state, (so, mark) => so.WithMark(mark.Key, mark.Value));
    }

    /// <summary>As builds before 0.2 wrote it.</summary>
    private sealed record Plain(RoutingGroup Group, ImmutableDictionary<ConversationId, RoutingMark> Marks, DateTimeOffset? LookAt = null)
    {
        public RoutingState State() => StateOf(Group, Marks, LookAt);
    }

    /// <summary>As later builds wrote it, until the parts came.</summary>
    private sealed record Document(
        string Stamp,
        ImmutableDictionary<AgentId, AgentSeat> Agents,
        ImmutableDictionary<QueueId, Pace> Paces,
        ImmutableDictionary<ConversationId, RoutingMark> Marks,
        List<JsonElement> Line,
        JsonElement Asks,
        DateTimeOffset? LookAt = null)
    {
        public RoutingState State()
        {
            var asks = WaitingRow.ReadAsks(Asks);
            return StateOf(RoutingGroup.Of(Agents.Values, Line.Select(row => WaitingRow.Read(row, asks)), Paces), Marks, LookAt);
        }
    }
}
