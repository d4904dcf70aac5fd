using System.Text.Json.Nodes;

namespace OmniFunctions.Documents;

/// <summary>Writes a shape down as JSON Schema, draft 2020-12. What a schema cannot say (loops, unknown ids, calendars) the reader says.</summary>
public static class ShapeSchema
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    public static JsonObject Of(Shape.Record root, string title)
    {
        var definitions = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        var schema = new JsonObject { ["$schema"] = Dialect, ["title"] = title };
        foreach (var (name, value) in Object(root, definitions).ToArray())
        {
            schema[name] = value?.DeepClone();
        }

        schema["$defs"] = new JsonObject(definitions.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));
        return schema;
    }

    private static JsonObject Of(Shape shape, SortedDictionary<string, JsonObject> definitions) => shape switch
    {
        Shape.Text text => Text(text),
        Shape.Whole integer => new() { ["type"] = "integer", ["minimum"] = integer.Min, ["maximum"] = integer.Max },
        Shape.Flag => new() { ["type"] = "boolean" },
        Shape.Choice choice => new() { ["enum"] = new JsonArray([.. choice.Words.Select(word => JsonValue.Create(word))]) },
        Shape.NumberChoice choice => new() { ["enum"] = new JsonArray([.. choice.Numbers.Select(number => JsonValue.Create(number))]) },
        Shape.List list => List(list, definitions),
        Shape.Map map => Map(map, definitions),
        Shape.Record thing => Named(thing.Name, () => Object(thing, definitions), definitions),
        Shape.Own own => Named(own.Name, own.Schema, definitions),
        _ => throw new InvalidOperationException($"There is no shape {shape.GetType().Name}."),
    };

    private static JsonObject Text(Shape.Text shape)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (shape.MinLength > 0) schema["minLength"] = shape.MinLength;
        schema["maxLength"] = shape.MaxLength;
        if (shape.Pattern is { } pattern) schema["pattern"] = pattern.Expression;
        return schema;
    }

    private static JsonObject List(Shape.List shape, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(shape.Item, definitions) };
        if (shape.Min > 0) schema["minItems"] = shape.Min;
        schema["maxItems"] = shape.Max;
        return schema;
    }

    private static JsonObject Map(Shape.Map shape, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject { ["type"] = "object", ["propertyNames"] = Text(shape.Name), ["additionalProperties"] = Of(shape.Value, definitions) };
        if (shape.Min > 0) schema["minProperties"] = shape.Min;
        schema["maxProperties"] = shape.Max;
        return schema;
    }

    private static JsonObject Object(Shape.Record shape, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = new JsonObject { ["description"] = shape.Description, ["type"] = "object", ["additionalProperties"] = false };
        var required = shape.Members.Where(member => member.IsRequired).Select(member => JsonValue.Create(member.Name)).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray([.. required]);
        schema["properties"] = new JsonObject(shape.Members.Select(member => KeyValuePair.Create<string, JsonNode?>(member.Name, Property(member, definitions))));
        return schema;
    }

    private static JsonObject Property(Member member, SortedDictionary<string, JsonObject> definitions)
    {
        var schema = Of(member.Shape, definitions);
        schema["description"] = member.Description;
        if (member.Default is { } value) schema["default"] = value.DeepClone();
        return schema;
    }

    private static JsonObject Named(string name, Func<JsonObject> schema, SortedDictionary<string, JsonObject> definitions)
    {
        if (!definitions.ContainsKey(name))
        {
            // The name is taken before its contents are written, so that a shape may hold itself.
            definitions[name] = [];
            definitions[name] = schema();
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }
}
