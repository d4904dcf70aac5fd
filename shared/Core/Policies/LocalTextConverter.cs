using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Policies;

/// <summary>A text is a map from language to words, without a layer between.</summary>
public sealed class LocalTextConverter : JsonConverter<LocalText>
{
    public override LocalText Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw new JsonException("A text is a map by language.");
        var byLanguage = new Dictionary<string, string>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var language = reader.GetString()!;
            byLanguage[language] = reader.Read() && reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw new JsonException($"The text in '{language}' is no string.");
        }

        return new LocalText(byLanguage);
    }

    public override void Write(Utf8JsonWriter writer, LocalText value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (language, text) in value.ByLanguage.OrderBy(entry => entry.Key, StringComparer.Ordinal)) writer.WriteString(language, text);
        writer.WriteEndObject();
    }
}
