using OmniFunctions.Channels;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// What became of a reply. It may be told twice, and in any phase; the first certain answer holds, and only an unknown one is still replaced.
/// </summary>
internal static class Delivering
{
    internal static Decision Decide(ConversationState state, ConversationCommand.RecordDelivery command, DateTimeOffset now)
    {
        if (command.Status == DeliveryStatus.Pending)
        {
            throw new InvalidOperationException("A delivery has an outcome or is not recorded.");
        }

        var recorded = Recorded(state, command, now);
        return state.Reply(command.MessageId)?.Status switch
        {
            null => Refuse(Refusal.MessageUnknown),
            DeliveryStatus.Unknown when command.Status == DeliveryStatus.Unknown => Nothing,
            DeliveryStatus.Pending or DeliveryStatus.Unknown => Happen([recorded, .. Receipts.Early(state, recorded)], Recalling.Overtaken(state, recorded)),
            DeliveryStatus.Delivered or DeliveryStatus.Rejected => Nothing,
            { } status => throw new InvalidOperationException($"No decision for a reply that is {status}."),
        };
    }

    internal static Decision Again(ConversationState state, ConversationCommand.SendAgain command, DateTimeOffset now) => state.Reply(command.MessageId) switch
    {
        null => Refuse(Refusal.MessageUnknown),
        _ when NotHeldBy(state, command.By) is { } not => Refuse(not),
        // Twice the same wish is one: it is on its way again.
        { Status: DeliveryStatus.Pending } => Nothing,
        { RecalledAt: not null } => Refuse(Refusal.DeliveryCertain),
        { Status: DeliveryStatus.Delivered, Receipt: not ReceiptState.Failed } => Refuse(Refusal.DeliveryCertain),
        _ when Replying.RefusalOf(state, content: null, now) is { } closed => Refuse(closed),
        _ => Happen([new ConversationEvent.ResendAsked(now, command.MessageId, command.By)], new Effect.Deliver(command.MessageId)),
    };

    internal static Decision Settle(ConversationState state, ConversationCommand.SettleDelivery command, DateTimeOffset now) => state.Reply(command.MessageId) switch
    {
        null => Refuse(Refusal.MessageUnknown),
        _ when state.Phase.IsOpen() && NotHeldBy(state, command.By) is { } not => Refuse(not),
        { Status: not DeliveryStatus.Unknown } => Refuse(Refusal.DeliveryCertain),
        _ => Happen(
        [
            new ConversationEvent.DeliveryRecorded(
                now,
                command.MessageId,
                command.HasArrived ? DeliveryStatus.Delivered : DeliveryStatus.Rejected,
                command.HasArrived ? null : DeliveryRefusal.PlatformError,
                PlatformMessageId: null,
                By: command.By),
        ]),
    };

    /// <summary>Where the channel gives receipts, it is noted by what they will name the message and when one should be here.</summary>
    private static ConversationEvent.DeliveryRecorded Recorded(ConversationState state, ConversationCommand.RecordDelivery command, DateTimeOffset now)
    {
        var channel = command is { Status: DeliveryStatus.Delivered, PlatformMessageId: not null } ? command.Channel ?? state.Leg.Account.Channel : null;
        var hasReceipts = channel is not null && ChannelCatalogue.Find(channel)?.Capabilities.Receipts is ReceiptState.Delivered or ReceiptState.Read;
        return new(
            now,
            command.MessageId,
            command.Status,
            command.Reason,
            command.PlatformMessageId,
            hasReceipts ? now.AddSeconds(Receipts.ConfirmWithinSeconds) : null,
            hasReceipts ? channel : null,
            PlatformCode: command.PlatformCode);
    }
}
