using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Customers;

/// <summary>One attribute of a person: a text or a number, as JSON has it. Exactly one of the two is there.</summary>
[JsonConverter(typeof(Converter))]
public readonly record struct AttributeValue
{
    private AttributeValue(string? text, double? number)
    {
        Text = text;
        Number = number;
    }

    public string? Text { get; }

    public double? Number { get; }

    public static AttributeValue Of(string text) => new(text, null);

    /// <exception cref="ArgumentOutOfRangeException">It is infinite or none at all, which JSON cannot say.</exception>
    public static AttributeValue Of(double number) =>
        double.IsFinite(number) ? new(null, number) : throw new ArgumentOutOfRangeException(nameof(number), number, "An attribute's number is finite.");

    public override string ToString() => Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public sealed class Converter : JsonConverter<AttributeValue>
    {
        public override AttributeValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => Of(reader.GetString()!),
            JsonTokenType.Number when reader.TryGetDouble(out var number) && double.IsFinite(number) => Of(number),
            _ => throw new JsonException("An attribute is a text or a number."),
        };

        public override void Write(Utf8JsonWriter writer, AttributeValue value, JsonSerializerOptions options)
        {
            if (value.Number is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteStringValue(value.Text ?? "");
            }
        }
    }
}
