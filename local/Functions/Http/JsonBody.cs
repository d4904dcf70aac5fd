using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>Reads parameters from the JSON of a request's body.</summary>
internal static class JsonBody
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>A body that is no JSON, or of another shape, is the client's fault and answered 400.</summary>
    public static ArgumentBinder Binder(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        return context => ReadAsync(context.HttpContext!, type);
    }

    private static async ValueTask<object?> ReadAsync(HttpContext http, Type type)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, Web, http.RequestAborted);
        }
        catch (JsonException e)
        {
            throw new BadHttpRequestException("The body is not the JSON this address takes.", StatusCodes.Status400BadRequest, e);
        }
    }
}
