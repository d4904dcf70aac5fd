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
        if (!ThisMachine.Asks(context)) return Results.NotFound();
        var (commits, units) = store.Statistics;
        return Results.Json(new { commits, units, engine = $"SQLite {EmbeddedStore.EngineVersion}" });
    });
}
