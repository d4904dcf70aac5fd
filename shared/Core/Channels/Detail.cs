using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Channels;

/// <summary>One further neutral value of an item: a text, a whole number or yes and no. Kept as the JSON value it is.</summary>
[JsonConverter(typeof(DetailConverter))]
public readonly record struct Detail
{
    private Detail(string? text, long? number, bool? flag)
    {
        Text = text;
        Number = number;
        Flag = flag;
    }

    public string? Text { get; }

    public long? Number { get; }

    public bool? Flag { get; }

    public static implicit operator Detail(string text) => new(text, null, null);

    public static implicit operator Detail(long number) => new(null, number, null);

    public static implicit operator Detail(bool flag) => new(null, null, flag);

    internal static void Write(Utf8JsonWriter writer, Detail value)
    {
        switch (value)
        {
            case { Number: { } number }:
                writer.WriteNumberValue(number);
                break;
            case { Flag: { } flag }:
                writer.WriteBooleanValue(flag);
                break;
            default:
                writer.WriteStringValue(value.Text ?? "");
                break;
        }
    }
}

internal sealed class DetailConverter : JsonConverter<Detail>
{
    public override Detail Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw new JsonException("A detail is a text, a whole number or a truth."),
    };

    public override void Write(Utf8JsonWriter writer, Detail value, JsonSerializerOptions options) => Detail.Write(writer, value);
}
