using System.Text.Json;
using System.Text.Json.Serialization;

namespace OmniFunctions.Policies;

/// <summary>
/// Conditions as the documents write them. It reads what was validated; with a condition that has faults it says only that there is one,
/// for the reading of the document has said which.
/// </summary>
public sealed class ConditionConverter : JsonConverter<Condition>
{
    public override Condition Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return Of(document.RootElement);
    }

    public override void Write(Utf8JsonWriter writer, Condition value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        switch (value)
        {
            case Condition.All all:
                Write(writer, "all", all.Of, options);
                break;
            case Condition.Any any:
                Write(writer, "any", any.Of, options);
                break;
            case Condition.None none:
                Write(writer, "none", none.Of, options);
                break;
            case Condition.Test test:
                writer.WriteString("field", test.Field);
                writer.WritePropertyName(Operators.NameOf(test.Operator));
                Write(writer, test.Value);
                break;
            default:
                throw new InvalidOperationException($"{value.GetType().Name} is no condition known here.");
        }

        writer.WriteEndObject();
    }

    private static Condition Of(JsonElement element)
    {
        string? field = null;
        (ConditionOperator Operator, Operand Value)? test = null;
        foreach (var member in element.EnumerateObject())
        {
            switch (member.Name)
            {
                case "all":
                    return new Condition.All(Each(member.Value));
                case "any":
                    return new Condition.Any(Each(member.Value));
                case "none":
                    return new Condition.None(Each(member.Value));
                case "field":
                    field = member.Value.GetString();
                    break;
                case var name when Operators.Parse(name) is { } known:
                    test = (known, OperandOf(member.Value));
                    break;
            }
        }

        return field is not null && test is { } found ? new Condition.Test(field, found.Operator, found.Value) : throw new JsonException("This is no condition.");
    }

    private static Condition[] Each(JsonElement list) => [.. list.EnumerateArray().Select(Of)];

    private static Operand OperandOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new Operand.Text(value.GetString()!),
        JsonValueKind.Number => new Operand.Number(value.GetDouble()),
        JsonValueKind.True or JsonValueKind.False => new Operand.Flag(value.GetBoolean()),
        JsonValueKind.Array => new Operand.Many([.. value.EnumerateArray().Select(OperandOf)]),
        _ => throw new JsonException("A condition compares with a text, a number, true, false or a list."),
    };

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<Condition> conditions, JsonSerializerOptions options)
    {
        writer.WriteStartArray(name);
        foreach (var condition in conditions) new ConditionConverter().Write(writer, condition, options);
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Operand operand)
    {
        switch (operand)
        {
            case Operand.Text text:
                writer.WriteStringValue(text.Value);
                break;
            case Operand.Number number:
                writer.WriteNumberValue(number.Value);
                break;
            case Operand.Flag flag:
                writer.WriteBooleanValue(flag.Value);
                break;
            case Operand.Many many:
                writer.WriteStartArray();
                foreach (var value in many.Values) Write(writer, value);
                writer.WriteEndArray();
                break;
            default:
                throw new InvalidOperationException($"{operand.GetType().Name} is no operand known here.");
        }
    }
}
