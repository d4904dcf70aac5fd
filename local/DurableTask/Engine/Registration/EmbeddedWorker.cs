using Microsoft.DurableTask.Worker;
using Microsoft.DurableTask.Worker.Hosting;

namespace OmniFunctions.Local.DurableTask.Registration;

/// <summary>Runs the tasks of the hub of its name while the host runs.</summary>
internal sealed class EmbeddedWorker(string name, IDurableTaskFactory factory, EmbeddedHubs hubs) : DurableTaskWorker(name, factory)
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var hub = hubs.Get(Name);
        await hub.StartAsync(stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await hub.StopAsync(CancellationToken.None);
    }
}
