using System.Globalization;
using Microsoft.AspNetCore.Http;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Inbound;

/// <summary>The platform's own form of answer, byte for byte.</summary>
internal sealed class WebhookResult(DoorReply reply) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = reply.Status;
        response.ContentType = reply.ContentType;
        response.ContentLength = reply.Body.Length;
        foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
        if (reply.RetryAfterSeconds is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (reply.Body.Length > 0) await response.Body.WriteAsync(reply.Body, httpContext.RequestAborted);
    }
}
