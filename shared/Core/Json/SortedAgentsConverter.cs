using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Json;

/// <summary>A set has no order of its own; sorted, the same state is always the same bytes.</summary>
public sealed class SortedAgentsConverter : JsonConverter<ImmutableHashSet<AgentId>>
{
    public override ImmutableHashSet<AgentId> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A set of agents is an array.");
        }

        var agents = ImmutableHashSet.CreateBuilder<AgentId>();
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
        {
            agents.Add(new AgentId(reader.GetString()!));
        }

        return reader.TokenType == JsonTokenType.EndArray ? agents.ToImmutable() : throw new JsonException("An agent's id is a string.");
    }

    public override void Write(Utf8JsonWriter writer, ImmutableHashSet<AgentId> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var agent in value.Select(id => id.Value).Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(agent);
        }

        writer.WriteEndArray();
    }
}
