using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Runtime.Inbound;

namespace OmniFunctions.Upkeep;

/// <summary>Forgets signatures whose time nobody believes any more.</summary>
public sealed class SpentProofFunction(SpentProofs proofs)
{
    [Function("ForgetSpentProofs")]
    public Task ForgetAsync([TimerTrigger("0 50 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => proofs.ForgetAsync(cancellationToken);
}
