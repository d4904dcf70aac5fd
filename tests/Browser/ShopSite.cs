using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Browser;

/// <summary>A shop's own site, of another origin and another site than ours: one tag on each page, and whatever else the page does.</summary>
public sealed class ShopSite : IAsyncDisposable
{
    private readonly WebApplication application;

    private ShopSite(WebApplication application) => this.application = application;

    /// <summary>By another name than ours, so that for a browser it is another site and our frame a third party.</summary>
    public Uri Address => new(application.Urls.First().Replace("127.0.0.1", "localhost", StringComparison.Ordinal));

    /// <summary>What the page says besides the tag, by path; set before the page is opened.</summary>
    public Dictionary<string, string> Heads { get; } = new(StringComparer.Ordinal);

    /// <summary>The policy that the shop sends with its pages; null for none.</summary>
    public string? Policy { get; set; }

    /// <summary>Attributes of the tag.</summary>
    public string Attributes { get; set; } = "data-account=\"demo/site\"";

    public static async Task<ShopSite> OpenAsync(Uri omni)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = new ShopSite(builder.Build());
        site.application.MapGet("/{**path}", (HttpContext http, string? path) =>
        {
            if (site.Policy is { } policy) http.Response.Headers.ContentSecurityPolicy = policy;
            var head = site.Heads.GetValueOrDefault("/" + path) ?? "";
            return Results.Content(
                $"""
                <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop /{path}</title><link rel="icon" href="data:,">{head}
                <script src="{omni}widget.js" {site.Attributes} async></script></head><body><h1>The shop</h1><p>Shoes and bags.</p></body></html>
                """,
                "text/html");
        });
        await site.application.StartAsync();
        return site;
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
