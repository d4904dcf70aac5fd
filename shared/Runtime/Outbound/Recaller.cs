using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>
/// Takes a message back on the customer's side: on a page of ours, and at a platform that can, and records what the platform made of it. What has not left yet
/// does not leave: the sender looks. What was on its way when it was wanted back is seen to once the platform has it.
/// </summary>
public sealed class Recaller(
    ConversationStore conversations, IConversationPush push, ChannelAccounts accounts, AccessTokens tokens, EgressClient egress, TimeProvider time, ILogger<Recaller> logger)
{
    /// <summary>A recall is performed within seconds; what was recalled longer ago was seen to, by a build that recorded no outcome.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    public async Task RecallAsync(ConversationKey key, CancellationToken cancellation = default)
    {
        // The customer may have gone on elsewhere since: every page of ours that they used is told.
        if (await conversations.FindAsync(key, cancellation) is not { State: var state }) return;
        foreach (var leg in state.Legs.Where(leg => ChannelCatalogue.Find(leg.Account.Channel) is { Capabilities.HasOwnPage: true }))
            await push.PageAsync(leg.Account, leg.Sender, cancellation);
        var since = time.GetUtcNow() - Recent;
        foreach (var reply in state.Outgoing.Where(reply => reply.RecalledAt >= since && reply is { IsTakenBack: null, Status: DeliveryStatus.Delivered or DeliveryStatus.Unknown }))
        {
            if (await OutcomeAsync(key, reply, cancellation) is not { } outcome) continue;
            if (!outcome.IsTakenBack) logger.LogWarning("A message of {Conversation} was not taken back: {Reason} {Code}. The customer may still see it", key, outcome.Reason, outcome.PlatformCode);
            var recorded = await conversations.ApplyAsync(key, outcome, cancellation);
            if (recorded.Changed) await push.AppendedAsync(recorded, cancellation);
        }
    }

    /// <returns>Null where it stood on a page of ours, which shows it no more.</returns>
    private async Task<ConversationCommand.RecordRecall?> OutcomeAsync(ConversationKey key, OutgoingReply reply, CancellationToken cancellation)
    {
        var events = (await conversations.EventsAsync(key, reply.Seq - 1, ConversationStore.MaxEvents, cancellation)).Select(stored => stored.Event).ToList();
        if (events is not [ConversationEvent.Reply { Leg: var leg } said, ..] || ChannelCatalogue.Find(leg.Account.Channel) is not { } channel) return null;
        if (channel.Capabilities.HasOwnPage) return null;
        if (accounts.Find(leg.Account) is not { } account) return Not(reply, DeliveryRefusal.AccountNotConfigured);

        // Of a message that may or may not have arrived, and of one that the platform has given no name, nobody can say which to take back.
        var addressee = new OutgoingMessage(reply.MessageId, leg.Sender, leg.PlatformConversation, new OutgoingContent.Text(""))
        {
            Answers = await AnsweredItems.ReadAsync(conversations, key, said.Answers, cancellation),
            At = time.GetUtcNow(),
        };
        return events.OfType<ConversationEvent.DeliveryRecorded>().LastOrDefault(recorded => recorded.MessageId == reply.MessageId)?.PlatformMessageId is { } platformId
            ? await AskAsync(reply, addressee, platformId, channel, account, cancellation)
            : Not(reply, DeliveryRefusal.KindNotSupported);
    }

    private async Task<ConversationCommand.RecordRecall> AskAsync(
        OutgoingReply reply, OutgoingMessage addressee, string platformId, IChannel channel, ChannelAccount account, CancellationToken cancellation)
    {
        var last = Not(reply, DeliveryRefusal.PlatformError);
        string? refused = null;
        for (var attempt = 1; attempt <= Transmission.MaxAttempts; attempt++)
        {
            if (await tokens.GetAsync(channel, account, refused, cancellation) is not TokenResult.Ready ready) return Not(reply, DeliveryRefusal.AuthenticationFailed);
            if (channel.RecallRequest(platformId, addressee, account, ready.Token) is not { } request) return Not(reply, DeliveryRefusal.KindNotSupported);
            switch (await egress.SendAsync(request, account, cancellation))
            {
                case EgressResult.Forbidden:
                    return Not(reply, DeliveryRefusal.AccountNotConfigured);
                case EgressResult.Answered answered:
                    switch (channel.InterpretRecall(answered.Response, time.GetUtcNow()))
                    {
                        case DeliveryOutcome.Delivered:
                            return new ConversationCommand.RecordRecall(reply.MessageId, IsTakenBack: true);
                        case DeliveryOutcome.Rejected rejected:
                            return Not(reply, rejected.Reason, rejected.PlatformCode);
                        case DeliveryOutcome.TokenExpired:
                            (refused, last) = (ready.Token, Not(reply, DeliveryRefusal.AuthenticationFailed));
                            break;
                        case DeliveryOutcome.Throttled:
                            last = Not(reply, DeliveryRefusal.Throttled);
                            break;
                        case DeliveryOutcome.Unknown:
                            break;
                        case var other:
                            throw new InvalidOperationException($"No meaning of {other.GetType().Name} for a recall.");
                    }

                    break;
            }
        }

        return last;
    }

    private static ConversationCommand.RecordRecall Not(OutgoingReply reply, DeliveryRefusal reason, string? code = null) => new(reply.MessageId, IsTakenBack: false, reason, code);
}
