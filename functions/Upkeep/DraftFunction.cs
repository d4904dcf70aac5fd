using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Drafts;

namespace OmniFunctions.Upkeep;

/// <summary>Forgets drafts that nobody has touched for long.</summary>
public sealed class DraftFunction(DraftStore drafts)
{
    [Function("ForgetDrafts")]
    public Task ForgetAsync([TimerTrigger("0 50 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => drafts.ForgetAsync(cancellationToken);
}
