using System.Threading.Channels;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>A number of loops that take work from one queue until they are told to stop; each finishes what it holds.</summary>
internal sealed class WorkLoop<T>(ChannelReader<T> queue, int width, Func<T, ValueTask> work) : IDisposable
{
    private CancellationTokenSource? stop;
    private Task running = Task.CompletedTask;

    public void Start()
    {
        if (stop is not null) return;
        stop = new CancellationTokenSource();
        var token = stop.Token;
        running = Task.WhenAll(Enumerable.Range(0, width).Select(_ => Task.Run(() => LoopAsync(token))));
    }

    public async Task StopAsync()
    {
        if (stop is null) return;
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        stop = null;
    }

    public void Dispose() => stop?.Dispose();

    private async Task LoopAsync(CancellationToken cancellation)
    {
        WorkInHand.GoOn();
        try
        {
            while (await queue.WaitToReadAsync(cancellation))
                while (!cancellation.IsCancellationRequested && queue.TryRead(out var item))
                    await work(item);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }
}
