using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Conversations;

namespace OmniFunctions.Upkeep;

/// <summary>Wakes conversations whose doorbell nobody heard. It costs a late one, at worst, half a minute.</summary>
public sealed class SweepFunction(Sweep sweep)
{
    [Function("Sweep")]
    public Task SweepAsync(
        [TimerTrigger(Sweep.Schedule, UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken) =>
        sweep.RunAsync(durable, cancellationToken);
}
