using Microsoft.AspNetCore.Http;
using OmniFunctions.Channels;

namespace OmniFunctions.Inbound;

/// <summary>Takes an HTTP request to the neutral form in which channels verify and parse it.</summary>
internal static class WebhookRequests
{
    public static WebhookRequest Of(HttpRequest request, string publicUrl, byte[] body) => new(
        request.Method,
        publicUrl,
        request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.FirstOrDefault() ?? "", StringComparer.Ordinal),
        request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase),
        body);
}
