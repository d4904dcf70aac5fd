using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>A message is taken back on the customer's side, soon after it was sent. The log keeps what was written.</summary>
public static class Recalling
{
    /// <summary>Two minutes, as the platforms that can recall allow.</summary>
    public const int WindowSeconds = 120;

    internal static Decision Decide(ConversationState state, ConversationCommand.Recall command, DateTimeOffset now) => state.Reply(command.MessageId) switch
    {
        null => Refuse(Refusal.MessageUnknown),
        { RecalledAt: { } } => Nothing,
        { Agent: null } or { At: null } => Refuse(Refusal.NotRecallable),
        { } reply when reply.Agent != command.By && !command.AsSupervisor => Refuse(Refusal.NotAllowed),
        { Status: DeliveryStatus.Rejected } => Refuse(Refusal.NotRecallable),
        { At: { } at } when now - at > TimeSpan.FromSeconds(WindowSeconds) => Refuse(Refusal.RecallTooLate),
        _ => Happen([new ConversationEvent.Recalled(now, command.MessageId, command.By)], new Effect.RecallDelivery(command.MessageId)),
    };
}
