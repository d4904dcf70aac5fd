using Microsoft.Azure.Functions.Worker;
using OmniFunctions.Access;

namespace OmniFunctions.Upkeep;

/// <summary>Ends sessions that nobody has used for so long that they are over.</summary>
public sealed class SessionFunction(Revocation revocation)
{
    [Function("EndUnseenSessions")]
    public Task EndAsync([TimerTrigger("0 40 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => revocation.EndUnseenAsync(cancellationToken);
}
