using OmniFunctions.Channels;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>A message is taken back on the customer's side, as long after it was sent as its channel allows. The log keeps what was written.</summary>
internal static class Recalling
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Recall command, DateTimeOffset now) => state.Reply(command.MessageId) switch
    {
        null => Refuse(Refusal.MessageUnknown),
        { RecalledAt: { } } => Nothing,
        { Agent: null } or { At: null } => Refuse(Refusal.NotRecallable),
        { } reply when reply.Agent != command.By && !command.AsSupervisor => Refuse(Refusal.NotAllowed),
        { Status: DeliveryStatus.Rejected } => Refuse(Refusal.NotRecallable),
        { } reply when WithinOf(reply, state) is null => Refuse(Refusal.NotRecallable),
        { At: { } at } reply when now - at > WithinOf(reply, state) => Refuse(Refusal.RecallTooLate),
        _ => Happen([new ConversationEvent.Recalled(now, command.MessageId, command.By)], new Effect.RecallDelivery(command.MessageId)),
    };

    /// <summary>Null where the channel by which it left takes nothing back.</summary>
    private static TimeSpan? WithinOf(OutgoingReply reply, ConversationState state) =>
        ChannelCatalogue.Find(reply.Channel ?? state.Leg.Account.Channel)?.Capabilities.RecallWithin;
}
