using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>Held in memory until the function has returned, so that a failure can still become a clean answer.</summary>
internal sealed class AspNetResponseData(FunctionContext context) : HttpResponseData(context)
{
    private readonly PendingCookies cookies = new();

    public override HttpStatusCode StatusCode { get; set; } = HttpStatusCode.OK;

    public override HttpHeadersCollection Headers { get; set; } = [];

    public override Stream Body { get; set; } = new MemoryStream();

    public override HttpCookies Cookies => cookies;

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellation)
    {
        response.StatusCode = (int)StatusCode;
        foreach (var (name, values) in Headers) response.Headers.Append(name, values.ToArray());
        foreach (var cookie in cookies.Appended) PendingCookies.Write(response.Cookies, cookie);
        if (Body.CanSeek)
        {
            Body.Position = 0;
            if (Body.Length == 0) return;
            response.ContentLength = Body.Length;
        }

        await Body.CopyToAsync(response.Body, cancellation);
    }
}
