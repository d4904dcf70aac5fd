using System.Globalization;
using System.Text.Json;
using Azure;

namespace OmniFunctions.Local.Tables;

/// <summary>
/// Entities in the service's JSON: what JSON cannot tell apart carries its type in a neighbour <c>name@odata.type</c>.
/// Source: https://learn.microsoft.com/rest/api/storageservices/payload-format-for-table-service-operations.
/// </summary>
internal static class EntityJson
{
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(EntityRow row)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey", row.PartitionKey);
            json.WriteString("RowKey", row.RowKey);
            foreach (var (name, value) in row.Properties) Write(json, name, value);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public static EntityRow Read(JsonElement entity)
    {
        var row = new EntityRow();
        foreach (var member in entity.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Null) continue;
            switch (member.Name)
            {
                case "PartitionKey": row.PartitionKey = member.Value.GetString(); break;
                case "RowKey": row.RowKey = member.Value.GetString(); break;
                case "Timestamp": row.Timestamp = member.Value.GetDateTimeOffset(); break;
                case "odata.etag": row.ETag = new ETag(member.Value.GetString()!); break;
                case var name when name.StartsWith("odata.", StringComparison.Ordinal) || name.Contains('@', StringComparison.Ordinal): break;
                default: row.Properties.Add(new EntityProperty(member.Name, Value(entity, member))); break;
            }
        }

        return row;
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text: json.WriteString(name, text); break;
            case int number: json.WriteNumber(name, number); break;
            case bool truth: json.WriteBoolean(name, truth); break;
            case long number: Typed("Edm.Int64", number.ToString(CultureInfo.InvariantCulture)); break;
            case DateTimeOffset moment: Typed("Edm.DateTime", FilterText.DateTimeText(moment)); break;
            case Guid id: Typed("Edm.Guid", id.ToString()); break;
            case byte[] bytes: Typed("Edm.Binary", Convert.ToBase64String(bytes)); break;
            case double real when double.IsFinite(real):
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteNumber(name, real);
                break;
            case double real: Typed("Edm.Double", real.ToString(CultureInfo.InvariantCulture)); break;
            default: throw new InvalidOperationException($"{value.GetType()} is no stored type.");
        }

        void Typed(string type, string text)
        {
            json.WriteString(name + TypeSuffix, type);
            json.WriteString(name, text);
        }
    }

    private static object Value(JsonElement entity, JsonProperty member)
    {
        var (value, type) = (member.Value, entity.TryGetProperty(member.Name + TypeSuffix, out var named) ? named.GetString() : null);
        return (type, value.ValueKind) switch
        {
            ("Edm.Int64", _) => long.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.DateTime", _) => value.GetDateTimeOffset().ToUniversalTime(),
            ("Edm.Guid", _) => Guid.Parse(value.GetString()!),
            ("Edm.Binary", _) => value.GetBytesFromBase64(),
            ("Edm.Double", JsonValueKind.String) => double.Parse(value.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.Double", _) => value.GetDouble(),
            (_, JsonValueKind.True) => true,
            (_, JsonValueKind.False) => false,
            (_, JsonValueKind.Number) => value.TryGetInt32(out var number) ? (object)number : value.GetDouble(),
            (_, JsonValueKind.String) => value.GetString()!,
            _ => throw new InvalidDataException($"The service answered the property {member.Name} as {value.ValueKind}, which no entity holds."),
        };
    }
}
