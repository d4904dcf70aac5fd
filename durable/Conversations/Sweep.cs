using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Rings for conversations whose lifecycle missed something, and starts the lifecycles that are gone. A timer calls it.</summary>
public sealed class Sweep(ChannelAccounts accounts, OverdueConversations overdue, ILogger<Sweep> logger)
{
    /// <returns>How many were woken.</returns>
    public async Task<int> RunAsync(DurableTaskClient client, CancellationToken cancellation = default)
    {
        var woken = 0;
        foreach (var tenant in accounts.Tenants())
        {
            foreach (var key in await overdue.FindAsync(tenant, cancellation))
            {
                await Doorbell.RingAsync(client, key, Wake.Start, cancellation);
                woken++;
            }
        }

        if (woken > 0) logger.LogWarning("{Count} conversations had been left alone and were woken", woken);
        return woken;
    }
}
