using OmniFunctions.Local.DurableTask;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs the tasks of the hub while the host runs.</summary>
internal sealed class HubListener(TaskHub hub) : IListener
{
    public Task StartAsync(CancellationToken cancellation) => hub.StartAsync(cancellation);

    public Task StopAsync(CancellationToken cancellation) => hub.StopAsync(cancellation);

    public void Dispose() => hub.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
