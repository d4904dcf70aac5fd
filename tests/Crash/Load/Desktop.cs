using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Load;

/// <summary>
/// The agents' page without its looks: it keeps a cursor for each conversation, takes what is pushed right behind it, and asks for what it
/// missed. It never reads anything twice, so what it once missed or took wrongly stays so.
/// </summary>
internal sealed class Desktop(Uri server)
{
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private static readonly string[] Lists = ["open", "closed"];
    private readonly ConcurrentDictionary<string, ConversationView> views = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TaskCompletionSource<long> nextPush = new();

    public IReadOnlyDictionary<string, ConversationView> Views => views;

    /// <summary>Pushes that could not be taken because something before them had been missed.</summary>
    public int Gaps { get; private set; }

    /// <summary>The stopwatch timestamp at which the next push comes.</summary>
    public Task<long> NextPushAsync()
    {
        lock (gate) return (nextPush = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
    }

    public async Task WatchAsync(CancellationToken over)
    {
        DeskClient? desk = null;
        while (!over.IsCancellationRequested)
        {
            try
            {
                desk ??= await DeskClient.SignInAsync(server, "demo", "li.na", ServerProcess.DemoPassword);
                await using var live = await desk.ConnectLiveAsync();
                await CatchUpAsync(desk);
                await foreach (var message in live.Messages.ReadAllAsync(over)) await TakeAsync(desk, message);
            }
            catch (OperationCanceledException) when (over.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or WebSocketException or OperationCanceledException or InvalidOperationException or TimeoutException or JsonException)
            {
                // The server is down; the view stays as it is, and is completed when it is back.
                if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized })
                {
                    desk?.Dispose();
                    desk = null;
                }
            }

            await Task.Delay(PauseBeforeRetry, CancellationToken.None);
        }

        desk?.Dispose();
    }

    /// <summary>Asks for what was missed while there was no connection.</summary>
    private async Task CatchUpAsync(DeskClient desk)
    {
        foreach (var list in Lists)
            foreach (var summary in await desk.ListAsync(list))
                await FillAsync(desk, summary.GetProperty("id").GetString()!, summary.GetProperty("version").GetInt64());
    }

    private async Task TakeAsync(DeskClient desk, LiveMessage message)
    {
        if (message.Target != "conversation") return;
        lock (gate) nextPush.TrySetResult(message.Arrived);
        var push = message.Arguments[0];
        var id = push.GetProperty("summary").GetProperty("id").GetString()!;
        var view = views.GetOrAdd(id, _ => new ConversationView());
        foreach (var entry in push.GetProperty("entries").EnumerateArray())
        {
            if (view.TryTake(entry)) continue;
            Gaps++;
            await FillAsync(desk, id, push.GetProperty("summary").GetProperty("version").GetInt64());
        }
    }

    private async Task FillAsync(DeskClient desk, string id, long version)
    {
        var view = views.GetOrAdd(id, _ => new ConversationView());
        while (view.Cursor < version)
        {
            var page = await desk.GetAsync($"/api/conversations/{id}/events?after={view.Cursor}&limit=200");
            var entries = page.GetProperty("items").EnumerateArray().ToList();
            if (entries.Count == 0) return;
            foreach (var entry in entries)
                if (!view.TryTake(entry)) throw new InvalidOperationException($"Asked for what follows {view.Cursor} of {id} and was given {entry.GetProperty("seq").GetInt64()}.");
        }
    }
}
