using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Outbound;

/// <summary>Sends what waited for its account.</summary>
public sealed class HeldFunction(HeldSending held)
{
    [Function("HeldSends")]
    public async Task SendAsync(
        [TimerTrigger(HeldSending.Schedule, UseMonitor = false)] TimerInfo timer, [DurableClient] DurableTaskClient durable, CancellationToken cancellationToken)
    {
        foreach (var conversation in await held.RunAsync(cancellationToken)) await Doorbell.RingAsync(durable, conversation, Wake.Ring, cancellationToken);
    }
}
