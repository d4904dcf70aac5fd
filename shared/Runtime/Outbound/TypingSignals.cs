using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Tells a platform that an answer is being written. It is worth no second try, waits for nobody, and is left out while the account is at rest.</summary>
public sealed class TypingSignals(ChannelAccounts accounts, AccessTokens tokens, EgressClient egress)
{
    /// <returns>Whether the platform was told.</returns>
    public async Task<bool> TellAsync(StoredConversation head, CancellationToken cancellation)
    {
        var leg = head.State.Leg;
        if (ChannelCatalogue.Find(leg.Account.Channel) is not { Capabilities.HasTyping: true } channel || accounts.Find(leg.Account) is not { } account) return false;
        if (await tokens.GetAsync(channel, account, cancellation: cancellation) is not TokenResult.Ready ready) return false;
        var addressee = new OutgoingMessage($"typing-{head.Key.Id.Value}", leg.Sender, leg.PlatformConversation, new OutgoingContent.Text(""));
        if (channel.Compose(new OutgoingSignal.Typing(), addressee, account, ready.Token) is not { } request) return false;
        return await egress.SendAsync(request, account, cancellation) is EgressResult.Answered { Response.Status: < 300 };
    }
}
