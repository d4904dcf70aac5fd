using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>What the store has done since it was opened, for whoever measures on this machine. Nobody else gets an answer.</summary>
internal static class StatisticsEndpoint
{
    private const string Path = "/local/statistics";

    public static void Map(WebApplication app, EmbeddedStore store) => app.MapGet(Path, (HttpContext context) =>
    {
        // A proxy on this machine forwards for others.
        var isLocal = context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !context.Request.Headers.ContainsKey("X-Forwarded-For");
        if (!isLocal) return Results.NotFound();
        var (commits, units) = store.Statistics;
        return Results.Json(new { commits, units, engine = $"SQLite {EmbeddedStore.EngineVersion}" });
    });
}
