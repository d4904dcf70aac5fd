using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The other side of the send APIs. It answers what a test lined up, and otherwise that all is well.</summary>
public sealed class Platform : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = new();

    private Platform(WebApplication application) => this.application = application;

    public Uri Address => new(application.Urls.First());

    /// <summary>Texts of the messages that arrived, whatever was answered.</summary>
    public ConcurrentQueue<string> Arrived { get; } = new();

    public int TokensGiven { get; private set; }

    public static async Task<Platform> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var platform = new Platform(builder.Build());
        platform.application.MapPost("/cgi-bin/stable_token", () => Results.Json(new { access_token = $"token-{++platform.TokensGiven}", expires_in = 7200 }));
        platform.application.MapPost("/cgi-bin/message/custom/send", context => platform.TakeAsync(
            context, body => body.GetProperty("text").GetProperty("content").GetString()!, new { errcode = 0, errmsg = "ok" }));
        platform.application.MapPost("/bot{token}/sendMessage", context => platform.TakeAsync(
            context, body => body.GetProperty("text").GetString()!, new { ok = true, result = new { message_id = platform.Arrived.Count } }));
        await platform.application.StartAsync();
        return platform;
    }

    public void AnswerNext(int status, object body) => answers.Enqueue(context =>
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(body);
    });

    /// <summary>The message arrives, and the connection breaks before the answer.</summary>
    public void BreakOffNext() => answers.Enqueue(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The message arrives, something happens, and no answer ever comes.</summary>
    public void WhenNextArrives(Action happens) => answers.Enqueue(async context =>
    {
        happens();
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    });

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task TakeAsync(HttpContext context, Func<JsonElement, string> textOf, object allIsWell)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        Arrived.Enqueue(textOf(body.RootElement));
        if (answers.TryDequeue(out var answer)) await answer(context);
        else await context.Response.WriteAsJsonAsync(allIsWell);
    }
}
