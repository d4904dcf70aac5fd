using System.Diagnostics.CodeAnalysis;

namespace Azure.Messaging.ServiceBus;

/// <summary>Runs one step again and again on a number of workers until it is stopped. A worker at rest in a step costs no thread.</summary>
[SuppressMessage("Design", "CA1001", Justification = "The source owns no timer and no handle, and a handler may outlive the processor with its token.")]
internal sealed class ProcessorLoop(
    Func<CancellationToken, Task> step, Func<Exception, ServiceBusErrorSource, Task> report, Func<TimeProvider> time)
{
    public static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private CancellationTokenSource? stop;
    private Task workers = Task.CompletedTask;

    public bool IsRunning
    {
        get { lock (gate) return stop is { IsCancellationRequested: false }; }
    }

    public CancellationToken Stopping
    {
        get { lock (gate) return stop?.Token ?? CancellationToken.None; }
    }

    public void Start(int count)
    {
        lock (gate)
        {
            if (stop is { IsCancellationRequested: false }) throw new InvalidOperationException("The processor is running already.");
            stop = new CancellationTokenSource();
            var stopping = stop.Token;
            workers = Task.WhenAll(Enumerable.Range(0, count).Select(_ => Task.Run(() => RunAsync(stopping), CancellationToken.None)));
        }
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        Task ending;
        lock (gate)
        {
            stop?.Cancel();
            ending = workers;
        }

        await ending.WaitAsync(cancellation).ConfigureAwait(false);
    }

    public static Func<T, Task> OnlyOne<T>(Func<T, Task>? present, Func<T, Task>? added, string name)
    {
        ArgumentNullException.ThrowIfNull(added, name);
        return present is null ? added : throw new NotSupportedException($"{name} has a handler already.");
    }

    public static void Require(Delegate? handler, string name)
    {
        if (handler is null) throw new InvalidOperationException($"Cannot begin processing without a handler for {name}.");
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await step(stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await PauseAsync(e, stopping).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Reports a failure to receive and waits a little, so that a closed or broken store does not make a busy loop.</summary>
    private async Task PauseAsync(Exception failure, CancellationToken stopping)
    {
        try
        {
            await report(failure, ServiceBusErrorSource.Receive).ConfigureAwait(false);
            await Task.Delay(PauseAfterFailure, time(), stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Stopped while it waited.
        }
        catch (Exception)
        {
            // An error handler that fails has nowhere to report to; and without a store there is no clock of its own to wait by.
            await Task.Delay(PauseAfterFailure, TimeProvider.System, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
