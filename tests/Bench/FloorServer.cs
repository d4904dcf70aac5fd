using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Tests.Bench;

/// <summary>The least that any server of this kind must do: read, check an HMAC, parse JSON, store one row, flush, answer.</summary>
internal static class FloorServer
{
    public static readonly byte[] Key = "floor-key-0123456789"u8.ToArray();

    public static async Task RunAsync(Uri address, string folder)
    {
        using var store = EmbeddedStore.Open(new StoreOptions(folder) { Name = "floor" });
        store.Define("floor", "CREATE TABLE floor (id TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address.ToString());
        await using var application = builder.Build();
        application.MapGet("/health/ready", () => Results.Ok());
        application.MapGet("/local/statistics", () => Results.Json(new { commits = store.Statistics.Commits, units = store.Statistics.Units }));
        application.MapPost("/message", async (HttpRequest request) =>
        {
            var body = new byte[(int)request.ContentLength!];
            await request.Body.ReadExactlyAsync(body);
            if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(Key, body), Convert.FromHexString(request.Headers["X-Signature"].ToString())))
                return Results.Unauthorized();
            using var document = JsonDocument.Parse(body);
            var id = document.RootElement.GetProperty("id").GetInt64().ToString(CultureInfo.InvariantCulture);
            await store.WriteAsync(session => session.Prepare("INSERT INTO floor VALUES (?1, ?2) ON CONFLICT DO NOTHING").Bind(1, id).Bind(2, body).Run());
            return Results.Ok();
        });
        await application.RunAsync();
    }
}
