using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// What a platform says became of a message after it had taken it. Receipts come twice, late, out of order and before the answer to the send;
/// none takes a message back.
/// </summary>
public static class Receipts
{
    /// <summary>Where a channel gives receipts, a message without one after this time is shown as sent and not confirmed.</summary>
    public const int ConfirmWithinSeconds = 15 * 60;

    internal static Decision Decide(ConversationState state, CustomerMessage message, Receipt receipt, DateTimeOffset now)
    {
        var channel = message.Leg.Account.Channel;
        var isOwnPage = ChannelCatalogue.Find(channel)?.Capabilities.HasOwnPage == true;
        var known = state.Outgoing.FindAll(reply => reply.Channel == channel && IsMeant(reply, receipt, isOwnPage));
        if (known.Count == 0)
        {
            // Of a message that is not known, or not yet. One that is for all until a time has nothing more to say.
            return receipt.MessageId is null ? Nothing : Happen([message]);
        }

        return Happen(known.Where(reply => Advances(reply.Receipt, receipt.State))
            .Select(reply => new ReceiptRecorded(now, reply.MessageId, receipt.State, message.Item.SentAt, receipt.ErrorCode)));
    }

    /// <summary>What had come before the platform's answer was written down.</summary>
    public static IEnumerable<ConversationEvent> Early(ConversationState state, DeliveryRecorded recorded)
    {
        ReceiptState? reached = null;
        foreach (var early in state.EarlyReceipts.Where(early => early.Channel == recorded.Channel && early.MessageId == recorded.PlatformMessageId))
        {
            if (Advances(reached, early.State))
            {
                reached = early.State;
                yield return new ReceiptRecorded(recorded.At, recorded.MessageId, early.State, early.SaidAt, early.ErrorCode);
            }
        }
    }

    internal static bool Advances(ReceiptState? reached, ReceiptState next) => (reached, next) switch
    {
        (null, _) => true,
        (ReceiptState.Sent, not ReceiptState.Sent) => true,
        (ReceiptState.Delivered, ReceiptState.Read) => true,
        // What has arrived has not failed, whatever is said later.
        _ => false,
    };

    /// <param name="isOwnPage">The channel is a page of ours, which shows a reply as soon as it is in the log: it may be read before its delivery is written down.</param>
    private static bool IsMeant(OutgoingReply reply, Receipt receipt, bool isOwnPage) => receipt switch
    {
        { MessageId: { } id } => reply.PlatformMessageId == id,
        { UpTo: { } until } => (reply.Status == DeliveryStatus.Delivered || (isOwnPage && reply.Status == DeliveryStatus.Pending)) && reply.At <= until,
        _ => false,
    };
}
