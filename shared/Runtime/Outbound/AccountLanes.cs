using System.Collections.Concurrent;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>One lane for each account that has sent something.</summary>
public sealed class AccountLanes(TimeProvider time)
{
    private readonly ConcurrentDictionary<AccountKey, AccountLane> lanes = new();

    internal AccountLane Of(AccountKey account) => lanes.GetOrAdd(account, _ => new AccountLane(time));

    /// <summary>Why nothing leaves from an account now; nulls where all is well.</summary>
    public (DeliveryRefusal? Why, DateTimeOffset? Until) StandingOf(AccountKey account) => lanes.TryGetValue(account, out var lane) ? lane.Standing : (null, null);

    /// <summary>The account's settings were changed: what was wrong may be right now.</summary>
    public void Reopen(AccountKey account)
    {
        if (lanes.TryGetValue(account, out var lane)) lane.Open();
    }
}
