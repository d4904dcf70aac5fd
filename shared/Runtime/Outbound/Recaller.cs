using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Takes a message back on the customer's side: on a page of ours, and at a platform that can. What has not left yet does not leave: the sender looks. Asking a
/// platform twice takes nothing back twice.
/// </summary>
public sealed class Recaller(
    ConversationStore conversations, IConversationPush push, ChannelAccounts accounts, AccessTokens tokens, EgressClient egress, TimeProvider time, ILogger<Recaller> logger)
{
    /// <summary>A recall is performed within seconds; what was recalled longer ago was seen to.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public async Task RecallAsync(ConversationKey key, CancellationToken cancellation = default)
    {
        // The customer may have gone on elsewhere since: every page of ours that they used is told.
        if (await conversations.FindAsync(key, cancellation) is not { State: var state }) return;
        foreach (var leg in state.Legs.Where(leg => ChannelCatalogue.Find(leg.Account.Channel) is { Capabilities.HasOwnPage: true }))
            await push.PageAsync(leg.Account, leg.Sender, cancellation);
        var since = time.GetUtcNow() - Recent;
        foreach (var reply in state.Outgoing.Where(reply => reply.RecalledAt >= since && reply.Status == DeliveryStatus.Delivered)) await RecallAsync(key, reply, cancellation);
    }

    private async Task RecallAsync(ConversationKey key, OutgoingReply reply, CancellationToken cancellation)
    {
        var events = (await conversations.EventsAsync(key, reply.Seq - 1, ConversationStore.MaxEvents, cancellation)).Select(stored => stored.Event).ToList();
        if (events is not [ConversationEvent.Reply { Leg: var leg }, ..]
            || events.OfType<ConversationEvent.DeliveryRecorded>().LastOrDefault(recorded => recorded.MessageId == reply.MessageId)?.PlatformMessageId is not { } platformId
            || ChannelCatalogue.Find(leg.Account.Channel) is not { } channel
            || accounts.Find(leg.Account) is not { } account)
            return;
        var addressee = new OutgoingMessage(reply.MessageId, leg.Sender, leg.PlatformConversation, new OutgoingContent.Text("")) { At = time.GetUtcNow() };
        string? refused = null;
        for (var attempt = 1; attempt <= Transmission.MaxAttempts; attempt++)
        {
            if (await tokens.GetAsync(channel, account, refused, cancellation) is not TokenResult.Ready ready) break;
            if (channel.RecallRequest(platformId, addressee, account, ready.Token) is not { } request) return;
            switch (await egress.SendAsync(request, account, cancellation))
            {
                case EgressResult.Answered answered when channel.Interpret(answered.Response, time.GetUtcNow()) is var outcome:
                    if (outcome is DeliveryOutcome.TokenExpired) refused = ready.Token;
                    else if (outcome is DeliveryOutcome.Delivered || IsTaken(answered.Response)) return;
                    else if (outcome is DeliveryOutcome.Rejected) attempt = Transmission.MaxAttempts;
                    break;
                case EgressResult.Forbidden:
                    attempt = Transmission.MaxAttempts;
                    break;
            }
        }

        logger.LogWarning("The platform of {Account} has not taken back {Message} of {Conversation}; the customer may still see it", leg.Account, reply.MessageId, key);
    }

    /// <summary>Platforms with nothing to say of a deletion say it with 2xx and no body.</summary>
    private static bool IsTaken(DeliveryResponse response) => response is { Status: >= 200 and < 300, Body.IsEmpty: true };
}
