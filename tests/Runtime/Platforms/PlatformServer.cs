using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Tests.Runtime.Platforms;

/// <summary>Plays one platform at a time over real connections: it gives tokens, takes messages, and does what a spec lined up instead.</summary>
public sealed class PlatformServer : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly TimeProvider time;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> next = new();
    private readonly ConcurrentQueue<PlatformCall> sends = new();
    private SendApi? played;
    private int tokens;
    private TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PlatformServer(WebApplication application, TimeProvider time)
    {
        this.application = application;
        this.time = time;
    }

    public Uri Address => new(application.Urls.First());

    /// <summary>Requests that were no wish for a token, in their order.</summary>
    public IReadOnlyList<PlatformCall> Sends => [.. sends];

    public int TokensGiven => tokens;

    /// <param name="time">What the calls' times are by.</param>
    public static async Task<PlatformServer> StartAsync(TimeProvider time)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new PlatformServer(builder.Build(), time);
        server.application.Run(server.TakeAsync);
        await server.application.StartAsync();
        return server;
    }

    /// <summary>Becomes this platform, with nothing sent yet.</summary>
    public void Play(SendApi api)
    {
        (played, tokens) = (api, 0);
        next.Clear();
        sends.Clear();
    }

    public void SayNext(Answer answer) => next.Enqueue(context => SayAsync(context, answer));

    /// <summary>The request is read, and the connection breaks before the answer.</summary>
    public void BreakOffNext() => next.Enqueue(context =>
    {
        context.Abort();
        return Task.CompletedTask;
    });

    /// <summary>The answer begins, says that it is longer, and breaks off.</summary>
    public void BreakOffNextAnswer() => next.Enqueue(async context =>
    {
        context.Response.ContentLength = 1_000;
        await context.Response.WriteAsync("{");
        await context.Response.Body.FlushAsync();
        context.Abort();
    });

    /// <summary>The request is read, and nothing is ever said to it.</summary>
    /// <returns>Completes when it has been read.</returns>
    public Task KeepSilentNext()
    {
        arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        next.Enqueue(async context =>
        {
            arrived.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        return arrived.Task;
    }

    /// <summary>The request is read, and answered only when the spec says so.</summary>
    /// <returns>When it has been read, and what answers it.</returns>
    public (Task Read, Action Answer) KeepWaitingNext(Answer answer)
    {
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        next.Enqueue(async context =>
        {
            read.TrySetResult();
            await answered.Task;
            await SayAsync(context, answer);
        });
        return (read.Task, () => answered.TrySetResult());
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var api = played ?? throw new InvalidOperationException("No platform is played.");
        var path = context.Request.Path.Value!;
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        if (api.Token is { } token && path.EndsWith(token.Path, StringComparison.Ordinal))
        {
            await SayAsync(context, new Answer(200, token.Body($"token-{Interlocked.Increment(ref tokens)}")));
            return;
        }

        sends.Enqueue(new PlatformCall(
            path,
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString()),
            body,
            time.GetUtcNow()));
        await (next.TryDequeue(out var lined) ? lined(context) : SayAsync(context, api.Taken));
    }

    private static async Task SayAsync(HttpContext context, Answer answer)
    {
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = "application/json";
        if (answer.RetryAfterSeconds is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        if (answer.Body.Length > 0) await context.Response.WriteAsync(answer.Body);
    }
}
