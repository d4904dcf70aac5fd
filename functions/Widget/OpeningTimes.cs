using OmniFunctions.Channels;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Policies;

namespace OmniFunctions.Widget;

/// <summary>Whether a visitor who writes now would come to a queue that is open.</summary>
public sealed class OpeningTimes(PolicyStore policies, TimeProvider time)
{
    public async Task<(bool IsOpen, DateTimeOffset? OpensAt)> OfAsync(ChannelAccount account, string? language, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var policy = await policies.CompiledAsync(account.Key.Tenant, cancellation);
        var queue = policy.Route(new Facts(account.Key.Channel, account.Key.Account, now, null, language)).Queue;
        return policy.IsOpen(queue, now) ? (true, null) : (false, policy.CalendarOf(queue)?.Hours.NextOpening(now));
    }
}
