using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Harness;

/// <summary>The send APIs of WeChat and Telegram, as far as they answer, with a record of what reached them.</summary>
public sealed class FakePlatform : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<PlatformMessage> received = new();
    private long lastId;
    private volatile Hold? hold;

    private FakePlatform(WebApplication application) => this.application = application;

    public Uri Address => new(application.Urls.First());

    public IReadOnlyCollection<PlatformMessage> Received => received;

    public static async Task<FakePlatform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new FakePlatform(builder.Build());
        platform.application.MapPost("/cgi-bin/stable_token", () => Results.Json(new { access_token = "demo-access-token", expires_in = 7200 }));
        platform.application.MapPost("/cgi-bin/message/custom/send", async (HttpRequest request) =>
        {
            var body = await JsonDocument.ParseAsync(request.Body);
            await platform.KeepAsync("wechat", body.RootElement.GetProperty("touser").GetString()!, body.RootElement.GetProperty("text").GetProperty("content").GetString()!);
            return Results.Json(new { errcode = 0, errmsg = "ok" });
        });

        // The whole first segment: a pattern "bot{token}" looks for its last "bot", and a token may have one.
        platform.application.MapPost("/{bot}/sendMessage", async (HttpRequest request, string bot) =>
        {
            if (!bot.StartsWith("bot", StringComparison.Ordinal)) return Results.NotFound();
            var body = await JsonDocument.ParseAsync(request.Body);
            var id = await platform.KeepAsync("telegram", body.RootElement.GetProperty("chat_id").ToString(), body.RootElement.GetProperty("text").GetString()!);
            return Results.Json(new { ok = true, result = new { message_id = id } });
        });
        await platform.application.StartAsync();
        return platform;
    }

    /// <summary>Until it is disposed of, messages are taken and nothing is said about it.</summary>
    /// <param name="taken">Told of each one that arrived.</param>
    public IDisposable HoldAnswers(Action<PlatformMessage> taken) => hold = new Hold(this, taken);

    private async Task<long> KeepAsync(string platform, string recipient, string text)
    {
        var message = new PlatformMessage(platform, recipient, text);
        received.Enqueue(message);
        if (hold is { } held)
        {
            held.Taken(message);
            await held.Over;
        }

        return Interlocked.Increment(ref lastId);
    }

    /// <summary>Settings that send the demo accounts' answers here.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Omni:Accounts:demo:wechat-oa:service:api_base"] = Address.ToString().TrimEnd('/'),
        ["Omni:Accounts:demo:wechat-mini:shop:api_base"] = Address.ToString().TrimEnd('/'),
        ["Omni:Accounts:demo:telegram:bot:api_base"] = Address.ToString().TrimEnd('/'),
    };

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private sealed class Hold(FakePlatform platform, Action<PlatformMessage> taken) : IDisposable
    {
        private readonly TaskCompletionSource over = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Action<PlatformMessage> Taken => taken;

        public Task Over => over.Task;

        public void Dispose()
        {
            platform.hold = null;
            over.TrySetResult();
        }
    }
}

public sealed record PlatformMessage(string Platform, string Recipient, string Text);
