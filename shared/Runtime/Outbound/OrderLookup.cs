using System.Security.Cryptography;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Asks a shop's platform for an order by the number people know.</summary>
public sealed class OrderLookup(ChannelAccounts accounts, AccessTokens tokens, EgressClient egress, TimeProvider time)
{
    public const int MaxOrderIdLength = 64;

    /// <summary>The tenant's accounts whose platforms can be asked.</summary>
    public IReadOnlyList<AccountKey> Shops(TenantId tenant) =>
        [.. accounts.Of(tenant).Where(CanBeAsked).Select(account => account.Key)];

    /// <summary>A request is made and not sent: what an account lacks for it says its channel alone. A key that is none cannot sign one.</summary>
    private bool CanBeAsked(ChannelAccount account)
    {
        try
        {
            return ChannelCatalogue.Find(account.Key.Channel)?.OrderRequest("0", account, "", time.GetUtcNow()) is not null;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public async Task<LookedUp> FindAsync(AccountKey key, string orderId, CancellationToken cancellation)
    {
        if (orderId.Length is 0 or > MaxOrderIdLength || ChannelCatalogue.Find(key.Channel) is not { } channel || accounts.Find(key) is not { } account) return new LookedUp.None();
        if (await tokens.GetAsync(channel, account, cancellation: cancellation) is not TokenResult.Ready ready) return new LookedUp.NotNow();
        if (channel.OrderRequest(orderId, account, ready.Token, time.GetUtcNow()) is not { } request) return new LookedUp.None();
        return await egress.SendAsync(request, account, cancellation) switch
        {
            EgressResult.Answered { Response.Status: 408 or 429 or >= 500 } => new LookedUp.NotNow(),
            EgressResult.Answered answered => channel.ReadOrder(answered.Response) is { } order ? new LookedUp.Found(order) : new LookedUp.None(),
            EgressResult.Forbidden => new LookedUp.None(),
            _ => new LookedUp.NotNow(),
        };
    }
}

/// <summary>What came of looking for an order.</summary>
public abstract record LookedUp
{
    private LookedUp() { }

    public sealed record Found(Order Order) : LookedUp;

    /// <summary>There is no such order, or the account cannot be asked.</summary>
    public sealed record None : LookedUp;

    /// <summary>The platform did not answer; asking again may help.</summary>
    public sealed record NotNow : LookedUp;
}
