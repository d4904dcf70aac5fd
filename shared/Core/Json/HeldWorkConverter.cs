using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OmniFunctions.Routing;

namespace OmniFunctions.Json;

/// <summary>
/// What an agent holds: <c>{"id": {"c": channel, "u": units, "q": queue, "s": since}}</c> in the order of the ids, so that the same state is
/// always the same bytes. What is usual is left out. A list of ids, as earlier builds wrote it, is read as well.
/// </summary>
public sealed class HeldWorkConverter : JsonConverter<ImmutableDictionary<ConversationId, HeldWork>>
{
    private static readonly HeldWork Unknown = new();

    public override ImmutableDictionary<ConversationId, HeldWork> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var held = ImmutableDictionary.CreateBuilder<ConversationId, HeldWork>();
        switch (reader.TokenType)
        {
            case JsonTokenType.StartArray:
                while (reader.Read() && reader.TokenType == JsonTokenType.String) held[new ConversationId(reader.GetString()!)] = Unknown;
                return reader.TokenType == JsonTokenType.EndArray ? held.ToImmutable() : throw new JsonException("A conversation's id is a string.");
            case JsonTokenType.StartObject:
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var id = new ConversationId(reader.GetString()!);
                    reader.Read();
                    held[id] = ReadWork(ref reader);
                }

                return held.ToImmutable();
            default:
                throw new JsonException("What an agent holds is an object or a list of ids.");
        }
    }

    public override void Write(Utf8JsonWriter writer, ImmutableDictionary<ConversationId, HeldWork> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (id, work) in value.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal))
        {
            writer.WriteStartObject(id.Value);
            if (work.Channel.Length > 0) writer.WriteString("c", work.Channel);
            if (work.Units != Unknown.Units) writer.WriteNumber("u", work.Units);
            if (work.Queue is { } queue) writer.WriteString("q", queue.Value);
            if (work.Since is { } since) writer.WriteString("s", since);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static HeldWork ReadWork(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A held conversation is an object.");
        var work = Unknown;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "c": work = work with { Channel = reader.GetString() ?? "" }; break;
                case "u": work = work with { Units = reader.GetInt32() }; break;
                case "q": work = work with { Queue = new QueueId(reader.GetString()!) }; break;
                case "s": work = work with { Since = reader.GetDateTimeOffset() }; break;
                default: reader.Skip(); break;
            }
        }

        return work;
    }
}
