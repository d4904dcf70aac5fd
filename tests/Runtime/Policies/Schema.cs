using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Runtime.Policies;

/// <summary>As much of JSON Schema as the published schema uses, and an exception for any more: a second opinion on what a document may look like.</summary>
internal sealed class Schema(JsonObject root)
{
    private static readonly HashSet<string> Remarks = ["$schema", "$defs", "title", "description", "default"];

    /// <summary>The first path that does not fit; null when all does.</summary>
    public string? Refuses(JsonNode? document) => Refuses(document, root, "$");

    private string? Refuses(JsonNode? value, JsonObject schema, string path)
    {
        foreach (var (keyword, said) in schema)
        {
            if (Remarks.Contains(keyword)) continue;
            if (Refuses(value, schema, keyword, said!, path) is { } refusal) return refusal;
        }

        return null;
    }

    private string? Refuses(JsonNode? value, JsonObject schema, string keyword, JsonNode said, string path) => keyword switch
    {
        "$ref" => Refuses(value, root["$defs"]![said.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), path),
        "type" => (said is JsonArray several ? several.Select(one => one!.GetValue<string>()) : [said.GetValue<string>()]).Any(type => IsOf(value, type)) ? null : path,
        "enum" => said.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? null : path,
        "not" => Refuses(value, said.AsObject(), path) is null ? path : null,
        "anyOf" => said.AsArray().Any(one => Refuses(value, one!.AsObject(), path) is null) ? null : path,
        "pattern" => Regex.IsMatch(value!.GetValue<string>(), said.GetValue<string>()) ? null : path,
        "minLength" => value!.GetValue<string>().Length >= said.GetValue<int>() ? null : path,
        "maxLength" => value!.GetValue<string>().Length <= said.GetValue<int>() ? null : path,
        "minimum" => value!.GetValue<double>() >= said.GetValue<int>() ? null : path,
        "maximum" => value!.GetValue<double>() <= said.GetValue<int>() ? null : path,
        "minItems" => value!.AsArray().Count >= said.GetValue<int>() ? null : path,
        "maxItems" => value!.AsArray().Count <= said.GetValue<int>() ? null : path,
        "minProperties" => value!.AsObject().Count >= said.GetValue<int>() ? null : path,
        "maxProperties" => value!.AsObject().Count <= said.GetValue<int>() ? null : path,
        "items" => value!.AsArray().Select((item, index) => Refuses(item, said.AsObject(), $"{path}[{index}]")).FirstOrDefault(refusal => refusal is not null),
        "required" => value is JsonObject thing && said.AsArray().All(name => thing.ContainsKey(name!.GetValue<string>())) ? null : path,
        "properties" => value is not JsonObject of ? path : said.AsObject()
            .Where(property => of.ContainsKey(property.Key))
            .Select(property => Refuses(of[property.Key], property.Value!.AsObject(), $"{path}.{property.Key}"))
            .FirstOrDefault(refusal => refusal is not null),
        "propertyNames" => value!.AsObject().Select(property => Refuses(JsonValue.Create(property.Key), said.AsObject(), $"{path}.{property.Key}")).FirstOrDefault(refusal => refusal is not null),
        "additionalProperties" => value is not JsonObject map ? path : map
            .Where(property => schema["properties"]?.AsObject().ContainsKey(property.Key) != true)
            .Select(property => said is JsonObject below ? Refuses(property.Value, below, $"{path}.{property.Key}") : $"{path}.{property.Key}")
            .FirstOrDefault(refusal => refusal is not null),
        _ => throw new InvalidOperationException($"The published schema uses '{keyword}', which this reader does not know."),
    };

    private static bool IsOf(JsonNode? value, string type) => (value?.GetValueKind(), type) switch
    {
        (System.Text.Json.JsonValueKind.Object, "object") => true,
        (System.Text.Json.JsonValueKind.Array, "array") => true,
        (System.Text.Json.JsonValueKind.String, "string") => true,
        (System.Text.Json.JsonValueKind.Number, "number") => true,
        (System.Text.Json.JsonValueKind.Number, "integer") => value!.GetValue<double>() % 1 == 0,
        (System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False, "boolean") => true,
        _ => false,
    };
}
