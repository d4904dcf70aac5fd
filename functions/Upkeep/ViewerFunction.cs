using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Upkeep;

/// <summary>Forgets who looked at a conversation where their page went without a word.</summary>
public sealed class ViewerFunction(ViewerStore viewers)
{
    [Function("ForgetViewers")]
    public Task ForgetAsync([TimerTrigger("30 */10 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => viewers.ForgetAsync(cancellationToken);
}
