using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Access;
using OmniFunctions.Answers;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Inbound;

/// <summary>The address that channel platforms call.</summary>
public sealed class WebhookFunction(Door door, Doorkeeper doorkeeper, Cors cors, IConfiguration configuration)
{
    [Function("Webhook"), Requires(Permission.Anonymous)]
    [Describes("A channel platform's request, proved by its signature and answered in the platform's own form.", Media = "*/*", TakesMedia = "*/*")]
    public async Task<IResult> ReceiveAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", "options", Route = "webhooks/{tenant}/{channel}/{account}")] HttpRequest request,
        string tenant,
        string channel,
        string account,
        CancellationToken cancellationToken)
    {
        if (Door.MaxBodyBytes(channel) is not { } maxBodyBytes) return Problems.NotFound();
        cors.Allow(request, new AccountKey(new TenantId(tenant), channel, account));
        if (IsBrowserAsking(request)) return Results.NoContent();

        // Before anything is read: turning somebody away must cost a small part of what taking them costs.
        if (await doorkeeper.RefuseAsync(channel) is { } refusal) return new WebhookResult(refusal);
        try
        {
            if (await Body.ReadBytesAsync(request, maxBodyBytes, cancellationToken) is not { } body) return Problems.TooLarge();
            return new WebhookResult(await door.ReceiveAsync(tenant, channel, account, WebhookRequests.Of(request, PublicUrl(request), body), cancellationToken));
        }
        finally
        {
            doorkeeper.Leave();
        }
    }

    /// <summary>An event grid asks by the same method, and names itself in a header of its own (CloudEvents, HTTP webhook, section 4.1): that is for the door.</summary>
    private static bool IsBrowserAsking(HttpRequest request) =>
        HttpMethods.IsOptions(request.Method) && !request.Headers.ContainsKey("WebHook-Request-Origin");

    /// <summary>The address as the platform has it: some sign over it, and a proxy in front may have changed what arrives here.</summary>
    private string PublicUrl(HttpRequest request) =>
        configuration["Omni:PublicUrl"] is { Length: > 0 } set
            ? set.TrimEnd('/') + request.PathBase + request.Path + request.QueryString
            : request.GetEncodedUrl();
}
