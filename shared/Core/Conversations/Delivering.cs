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

        var recorded = new ConversationEvent.DeliveryRecorded(now, command.MessageId, command.Status, command.Reason, command.PlatformMessageId);
        return state.Reply(command.MessageId)?.Status switch
        {
            null => Refuse(Refusal.MessageUnknown),
            DeliveryStatus.Pending => Happen([recorded]),
            DeliveryStatus.Unknown => command.Status == DeliveryStatus.Unknown ? Nothing : Happen([recorded]),
            DeliveryStatus.Delivered or DeliveryStatus.Rejected => Nothing,
            { } status => throw new InvalidOperationException($"No decision for a reply that is {status}."),
        };
    }
}
