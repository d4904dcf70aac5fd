using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Durable.Conversations;

/// <summary>Rings for conversations whose lifecycle missed something, and starts the lifecycles that are gone. A timer calls it.</summary>
public sealed class Sweep(ChannelAccounts accounts, OverdueConversations overdue, ILogger<Sweep> logger)
{
    /// <summary>When it runs, as a timer trigger reads it.</summary>
    public const string Schedule = "*/15 * * * * *";

    /// <summary>The time of <see cref="Schedule"/> from one run to the next.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>What a ring that nobody heard costs at most, while one search reaches every open conversation.</summary>
    public static readonly TimeSpan LongestDelay = OverdueConversations.Grace + Period;

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
