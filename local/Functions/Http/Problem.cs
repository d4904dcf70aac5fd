using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>RFC 9457 problem details in the form of the functions' own ones, without anything of the inside.</summary>
internal static class Problem
{
    public static Task WriteAsync(HttpContext http, int status, string code, string title, string? retryAfterSeconds = null)
    {
        http.Response.Clear();
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/problem+json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new { type = $"/problems/{code}", title, status, code });
        if (retryAfterSeconds is not null) http.Response.Headers.RetryAfter = retryAfterSeconds;
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }
}
