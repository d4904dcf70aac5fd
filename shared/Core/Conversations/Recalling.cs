using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>A message is taken back on the customer's side, as long after it was sent as its channel allows. The log keeps what was written.</summary>
public static class Recalling
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
        _ => Happen([new Recalled(now, command.MessageId, command.By)], new Effect.RecallDelivery(command.MessageId)),
    };

    /// <summary>Only what is still wanted back has an outcome, and only one.</summary>
    internal static Decision Record(ConversationState state, ConversationCommand.RecordRecall command, DateTimeOffset now) => state.Reply(command.MessageId) switch
    {
        null => Refuse(Refusal.MessageUnknown),
        { RecalledAt: null } or { IsTakenBack: true } => Nothing,
        _ => Happen([new RecallRecorded(now, command.MessageId, command.IsTakenBack, command.Reason, command.PlatformCode)]),
    };

    /// <summary>It was taken back while it was on its way to the platform, which has it, or may have it, by now.</summary>
    internal static IEnumerable<Effect> Overtaken(ConversationState state, DeliveryRecorded recorded) =>
        recorded.Status is DeliveryStatus.Delivered or DeliveryStatus.Unknown && state.Reply(recorded.MessageId) is { RecalledAt: not null }
            ? [new Effect.RecallDelivery(recorded.MessageId)]
            : [];

    /// <summary>The messages of a log that are taken back, those aside of which a platform said that it has not.</summary>
    public static HashSet<string> TakenBack(IEnumerable<ConversationEvent> events)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var what in events)
        {
            if (what is Recalled recalled) taken.Add(recalled.MessageId);
            if (what is RecallRecorded { IsTakenBack: false } refused) taken.Remove(refused.MessageId);
        }

        return taken;
    }

    /// <summary>Null where the channel by which it left takes nothing back.</summary>
    private static TimeSpan? WithinOf(OutgoingReply reply, ConversationState state) =>
        ChannelCatalogue.Find(reply.Channel ?? state.Leg.Account.Channel)?.Capabilities.RecallWithin;
}
