using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Upkeep;

/// <summary>Reads from platforms that only ring or must be asked, and looks for accounts that another instance changed or that end soon.</summary>
public sealed class PullFunction(Pulls pulls, StoredAccounts accounts, AccountExpiries expiries)
{
    [Function("Pulls")]
    public Task ReadAsync([TimerTrigger(Pulls.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => pulls.RunAsync(cancellationToken);

    [Function("ChannelAccounts")]
    public async Task LoadAsync([TimerTrigger(StoredAccounts.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken)
    {
        await accounts.LoadAsync(cancellationToken);
        expiries.Look();
    }
}
