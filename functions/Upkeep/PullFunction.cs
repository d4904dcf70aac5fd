using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Upkeep;

/// <summary>Reads from platforms that only ring or must be asked, and looks for accounts that another instance changed.</summary>
public sealed class PullFunction(Pulls pulls, StoredAccounts accounts)
{
    [Function("Pulls")]
    public Task ReadAsync([TimerTrigger(Pulls.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => pulls.RunAsync(cancellationToken);

    [Function("ChannelAccounts")]
    public Task LoadAsync([TimerTrigger(StoredAccounts.Schedule, UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => accounts.LoadAsync(cancellationToken);
}
