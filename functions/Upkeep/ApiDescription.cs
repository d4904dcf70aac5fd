using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.RegularExpressions;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using System.Reflection;

namespace OmniFunctions.Upkeep;

/// <summary>The description of the HTTP API after OpenAPI 3.1, made from the functions themselves so that it cannot be out of date.</summary>
internal sealed partial class ApiDescription(HttpFunctions functions)
{
    private readonly SortedDictionary<string, JsonNode> schemas = new(StringComparer.Ordinal);

    public JsonObject Make()
    {
        var paths = new JsonObject();
        foreach (var function in functions.All)
        {
            var route = "/" + function.Route.TrimStart('/');
            var path = paths[route] as JsonObject;
            if (path is null) paths[route] = path = Parameters(function);
            foreach (var method in function.Methods.Where(method => method != "options")) path[method] = Operation(function);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = "OmniFunctions", ["version"] = typeof(ApiDescription).Assembly.GetName().Version!.ToString(3) },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject(schemas.Select(schema => KeyValuePair.Create(schema.Key, (JsonNode?)schema.Value))) },
        };
    }

    private static JsonObject Parameters(HttpFunction function)
    {
        var names = RouteParameter().Matches(function.Route).Select(match => match.Groups[1].Value).ToArray();
        return names.Length == 0 ? [] : new JsonObject { ["parameters"] = new JsonArray([.. names.Select(name => Parameter(name, "path", required: true))]) };
    }

    private JsonObject Operation(HttpFunction function)
    {
        var described = function.Method.GetCustomAttribute<DescribesAttribute>();
        var operation = new JsonObject { ["operationId"] = function.Name, ["summary"] = described?.Summary, ["x-permission"] = function.Requires.Permission.ToString().ToLowerInvariant() };
        if (described is null) return operation;
        if (described.Query.Length > 0) operation["parameters"] = new JsonArray([.. described.Query.Select(name => Parameter(name, "query", required: false))]);
        if (described.Takes is { } takes) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(takes, "application/json") };
        operation["responses"] = new JsonObject
        {
            [described.Status.ToString(CultureInfo.InvariantCulture)] = Response("Done.", described.Answer, "application/json"),
            ["default"] = Response("Refused.", typeof(Problem), "application/problem+json"),
        };
        return operation;
    }

    private static JsonObject Parameter(string name, string place, bool required) =>
        new JsonObject { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" } };

    private JsonObject Response(string what, Type? body, string contentType)
    {
        var response = new JsonObject { ["description"] = what };
        if (body is not null) response["content"] = Content(body, contentType);
        return response;
    }

    private JsonObject Content(Type type, string contentType)
    {
        if (!schemas.ContainsKey(type.Name)) schemas[type.Name] = DeskJson.Instance.Options.GetJsonSchemaAsNode(type);
        return new JsonObject { [contentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/" + type.Name } } };
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
