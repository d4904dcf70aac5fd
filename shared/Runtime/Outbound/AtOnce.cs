using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Tells a platform what it must hear at once about an item that was taken in, as that its ringing call is answered. It is not tried twice: a moment
/// later nobody waits for it any more.
/// </summary>
public sealed class AtOnce(ChannelAccounts accounts, AccessTokens tokens, EgressClient egress, TimeProvider time, ILogger<AtOnce> logger)
{
    public async Task TellAsync(AccountKey key, InboundItem item, CancellationToken cancellation)
    {
        if (ChannelCatalogue.Find(key.Channel) is not { } channel
            || accounts.Find(key) is not { } account
            // Whatever the token will be: most items are nothing to answer at once, and shall cost none.
            || channel.AnswerAtOnce(item, account, "", time.GetUtcNow()) is null
            || await tokens.GetAsync(channel, account, cancellation: cancellation) is not TokenResult.Ready ready
            || channel.AnswerAtOnce(item, account, ready.Token, time.GetUtcNow()) is not { } request)
            return;
        if (await egress.SendAsync(request, account, cancellation) is not EgressResult.Answered { Response.Status: >= 200 and < 300 })
            logger.LogWarning("The platform of {Account} did not take what it was told about an item", key);
    }
}
