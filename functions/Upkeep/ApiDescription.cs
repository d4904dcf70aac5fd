using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Upkeep;

/// <summary>The description of the HTTP API after OpenAPI 3.1, made from the functions themselves so that it cannot be out of date.</summary>
internal sealed partial class ApiDescription(HttpFunctions functions)
{
    private readonly ApiSchemas schemas = new();

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
            ["x-pushes"] = new JsonObject { ["desk"] = Pushes(LiveMethod.OfDesk), ["page"] = Pushes(LiveMethod.OfPage) },
            ["components"] = new JsonObject { ["schemas"] = schemas.All(), ["securitySchemes"] = SecuritySchemes() },
        };
    }

    private static JsonObject Parameters(HttpFunction function)
    {
        var names = RouteParameter().Matches(function.Route).Select(match => match.Groups[1].Value).ToArray();
        return names.Length == 0 ? [] : new JsonObject { ["parameters"] = new JsonArray([.. names.Select(name => Parameter(name, "path", required: true))]) };
    }

    private JsonObject Operation(HttpFunction function)
    {
        var described = function.Method.GetCustomAttribute<DescribesAttribute>()
            ?? throw new InvalidOperationException($"{function.Name} does not say what it takes and gives (add [Describes]).");
        var operation = new JsonObject
        {
            ["operationId"] = function.Name,
            ["summary"] = described.Summary,
            ["x-permission"] = function.Requires.Permission.ToString().ToLowerInvariant(),
            ["security"] = Security(function.Requires.Permission),
        };
        if (described.Query.Length > 0) operation["parameters"] = new JsonArray([.. described.Query.Select(name => Parameter(name, "query", required: false))]);
        if (described.Takes is { } takes) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(schemas.Taken(takes), "application/json") };
        if (described.TakesMedia is { } media) operation["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(null, media) };
        operation["responses"] = new JsonObject
        {
            [described.Status.ToString(CultureInfo.InvariantCulture)] = Response("Done.", described.Answer, described.Media),
            ["default"] = Response("Refused.", typeof(Problem), "application/problem+json"),
        };
        return operation;
    }

    private static JsonArray Security(Permission permission) => permission switch
    {
        Permission.Anonymous => [],
        Permission.Visitor => [new JsonObject { ["visitor"] = new JsonArray() }],
        Permission.Agent or Permission.Supervisor => [new JsonObject { ["desk"] = new JsonArray() }],
        _ => throw new InvalidOperationException($"Permission {permission} is not known."),
    };

    private static JsonObject SecuritySchemes() => new()
    {
        ["desk"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = DeskCookie.Name },
        ["visitor"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
    };

    private static JsonObject Parameter(string name, string place, bool required) =>
        new JsonObject { ["name"] = name, ["in"] = place, ["required"] = required, ["schema"] = new JsonObject { ["type"] = "string" } };

    private JsonObject Response(string what, Type? body, string? contentType)
    {
        var response = new JsonObject { ["description"] = what };
        if (body is not null || contentType is not null) response["content"] = Content(body is null ? null : schemas.Given(body), contentType ?? "application/json");
        return response;
    }

    /// <param name="schema">Null for what has none: the bytes of a file, or a format that is published elsewhere.</param>
    private static JsonObject Content(JsonObject? schema, string contentType) =>
        new() { [contentType] = schema is null ? new JsonObject() : new JsonObject { ["schema"] = schema } };

    /// <summary>No part of OpenAPI: the client methods of the live connection and their one argument.</summary>
    private JsonObject Pushes(IEnumerable<LiveMethod> methods) => new(methods.Select(method => KeyValuePair.Create(method.Name, (JsonNode?)schemas.Given(method.Argument))));

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex RouteParameter();
}
