using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;

namespace OmniFunctions.Local.Functions;

/// <summary>Writes what a function returned as the answer to its request.</summary>
internal static class HttpAnswer
{
    private static readonly ActionDescriptor NoAction = new();
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static Task WriteAsync(HttpContext http, object? value) => value switch
    {
        null => Task.CompletedTask,
        IResult result => result.ExecuteAsync(http),
        IActionResult result => result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), NoAction)),
        AspNetResponseData response => response.WriteAsync(http.Response, http.RequestAborted),
        string text => TextAsync(http.Response, text, "text/plain; charset=utf-8"),
        BinaryData data => BytesAsync(http.Response, data, data.MediaType ?? "application/json; charset=utf-8"),
        _ => http.Response.WriteAsJsonAsync(value, value.GetType(), Web, http.RequestAborted),
    };

    private static Task TextAsync(HttpResponse response, string text, string contentType)
    {
        response.ContentType = contentType;
        return response.WriteAsync(text);
    }

    private static Task BytesAsync(HttpResponse response, BinaryData data, string contentType)
    {
        var bytes = data.ToMemory();
        response.ContentType = contentType;
        response.ContentLength = bytes.Length;
        return response.Body.WriteAsync(bytes).AsTask();
    }
}
