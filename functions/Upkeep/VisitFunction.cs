using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Visitors;

namespace OmniFunctions.Upkeep;

/// <summary>Forgets visitors who have not been there for long.</summary>
public sealed class VisitFunction(VisitStore visits)
{
    [Function("ForgetVisits")]
    public Task ForgetAsync([TimerTrigger("0 20 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => visits.ForgetAsync(cancellationToken);
}
