using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Json;

/// <summary>Ids are plain strings in every document, as values and as property names.</summary>
public static class IdConverters
{
    public sealed class TenantIdConverter() : IdConverter<TenantId>(value => new(value), id => id.Value);

    public sealed class ConversationIdConverter() : IdConverter<ConversationId>(value => new(value), id => id.Value);

    public sealed class PersonIdConverter() : IdConverter<PersonId>(value => new(value), id => id.Value);

    public sealed class AgentIdConverter() : IdConverter<AgentId>(value => new(value), id => id.Value);

    public sealed class QueueIdConverter() : IdConverter<QueueId>(value => new(value), id => id.Value);

    public sealed class SkillIdConverter() : IdConverter<SkillId>(value => new(value), id => id.Value);
}

/// <typeparam name="T">An id that is one string.</typeparam>
public abstract class IdConverter<T>(Func<string, T> read, Func<T, string> write) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        read(reader.GetString() ?? throw new JsonException("An id is a string."));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));

    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(write(value));
}
