using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using OmniFunctions.Answers;
using OmniFunctions.Conversations;
using OmniFunctions.Json;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Upkeep;

/// <summary>
/// The types of the HTTP API and of the pushes as schemas with names: each type stands once, and others point to it. What we write has all its
/// members; of what we read, those are optional that may be left out, and others are refused.
/// </summary>
internal sealed class ApiSchemas
{
    private const string Place = "#/components/schemas/";

    /// <summary>The form in which answers and pushes are written.</summary>
    private static readonly JsonSerializerOptions Form = new(DeskJson.Instance.Options)
    {
        TypeInfoResolver = JsonTypeInfoResolver.Combine(DeskJson.Instance, LiveJson.Instance),
        Converters = { new CamelCase<NoticeKind>() },
    };

    private readonly SortedDictionary<string, JsonNode?> schemas = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> types = new(StringComparer.Ordinal);
    private readonly Queue<Type> taken = new();
    private readonly Queue<Type> given = new();

    public JsonObject Taken(Type type) => PointTo(type, taken);

    public JsonObject Given(Type type) => PointTo(type, given);

    /// <summary>All that were asked for, and all that they are made of.</summary>
    public JsonObject All()
    {
        Write(taken, isTaken: true);
        Write(given, isTaken: false);
        return new JsonObject(schemas.Select(schema => KeyValuePair.Create(schema.Key, schema.Value?.DeepClone())));
    }

    private void Write(Queue<Type> unwritten, bool isTaken)
    {
        while (unwritten.TryDequeue(out var type))
        {
            if (schemas.ContainsKey(NameOf(type))) continue;
            schemas[NameOf(type)] = Form.GetJsonSchemaAsNode(
                type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, schema) => Transform(context, schema, unwritten, isTaken) });
        }
    }

    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode schema, Queue<Type> unwritten, bool isTaken)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var isNullable = type != context.TypeInfo.Type || context.PropertyInfo is { IsGetNullable: true } || IsNullable(schema);
        if (type == typeof(DateTimeOffset)) return Time(isNullable);
        if (!context.Path.IsEmpty && context.BaseTypeInfo is null && HasName(context.TypeInfo, type)) return Optional(PointTo(type, unwritten), isNullable);
        if (schema is not JsonObject said) return schema;
        AsWritten(said);
        if (said["properties"] is not JsonObject members) return said;
        SayTimes(context.TypeInfo, members);
        if (isTaken) return said;
        said["required"] = AlwaysWritten(context.TypeInfo, members);

        // What we read has these members and no others; what we write may get more with the years, and nobody should mind.
        said.Remove("additionalProperties");
        return said;
    }

    /// <summary>Numbers are read from text as well, which is nobody's affair: they are written as numbers.</summary>
    private static void AsWritten(JsonObject schema)
    {
        if (schema["type"] is not JsonArray kinds || !kinds.Any(kind => kind!.GetValue<string>() is "integer" or "number")) return;
        var kept = kinds.Select(kind => kind!.GetValue<string>()).Where(kind => kind != "string").ToArray();
        schema["type"] = kept.Length == 1 ? kept[0] : new JsonArray([.. kept.Select(kind => (JsonNode?)kind)]);
        schema.Remove("pattern");
    }

    /// <summary>A time that may be left out is handed over without its type: the library loses it beside the default.</summary>
    private static void SayTimes(JsonTypeInfo info, JsonObject members)
    {
        foreach (var property in info.Properties.Where(property => Nullable.GetUnderlyingType(property.PropertyType) == typeof(DateTimeOffset)))
            if (members.ContainsKey(property.Name)) members[property.Name] = Time(isNullable: true);
    }

    private static JsonObject Time(bool isNullable) => Optional(new JsonObject { ["type"] = "string", ["format"] = "date-time" }, isNullable);

    /// <summary>Which one of several it is, and all that is not left out on some condition.</summary>
    private static JsonArray AlwaysWritten(JsonTypeInfo info, JsonObject members)
    {
        var sometimes = info.Properties.Where(property => property.ShouldSerialize is not null).Select(property => property.Name).ToHashSet();
        return new JsonArray([.. members.Select(member => member.Key).Where(name => !sometimes.Contains(name)).Select(name => (JsonNode?)name)]);
    }

    /// <exception cref="InvalidOperationException">Two types have one name.</exception>
    private JsonObject PointTo(Type type, Queue<Type> unwritten)
    {
        var name = NameOf(type);
        if (!types.TryAdd(name, type) && types[name] != type) throw new InvalidOperationException($"{type} and {types[name]} would both be called {name}.");
        unwritten.Enqueue(type);
        return new JsonObject { ["$ref"] = Place + name };
    }

    /// <summary>Objects with members of their own, and enums. A list or a map is said where it stands.</summary>
    private static bool HasName(JsonTypeInfo info, Type type) =>
        (info.Kind is JsonTypeInfoKind.Object || type.IsEnum) && type.Namespace?.StartsWith("OmniFunctions", StringComparison.Ordinal) == true;

    private static JsonObject Optional(JsonObject schema, bool isNullable) =>
        isNullable ? new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;

    private static bool IsNullable(JsonNode schema) =>
        schema is JsonObject && schema["type"] is JsonArray kinds && kinds.Any(kind => kind?.GetValue<string>() == "null");

    private static string NameOf(Type type) => type.DeclaringType is { } outer ? outer.Name + type.Name : type.Name;
}
