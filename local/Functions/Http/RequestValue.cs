using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>Fills a parameter from the route, or from the query where the route has no such name.</summary>
internal static class RequestValue
{
    public static ArgumentBinder? Binder(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        if (Parser(type) is not { } parse) return null;
        var fallback = parameter.HasDefaultValue ? parameter.DefaultValue
            : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
            : null;
        return context =>
        {
            if (Text(context.HttpContext!.Request, name) is not { } text) return new(fallback);
            return new(parse(text) ?? throw new BadHttpRequestException($"The value of {name} is not a {type.Name}."));
        };
    }

    private static string? Text(HttpRequest request, string name) =>
        request.RouteValues.TryGetValue(name, out var value) ? value?.ToString()
        : request.Query.TryGetValue(name, out var values) ? values.ToString()
        : null;

    private static Func<string, object?>? Parser(Type type)
    {
        if (type == typeof(string)) return static text => text;
        var parsable = type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IParsable<>));
        return parsable
            ? typeof(RequestValue).GetMethod(nameof(Parse), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<string, object?>>()
            : null;
    }

    private static object? Parse<T>(string text) where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
