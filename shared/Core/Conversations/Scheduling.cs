using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>A message that an agent writes now and that leaves later, if the conversation is still open then.</summary>
internal static class Scheduling
{
    internal static Decision Decide(ConversationState state, ConversationCommand.ScheduleMessage command, DateTimeOffset now)
    {
        if (state.Scheduled.Find(message => message.MessageId == command.MessageId) is { } earlier)
        {
            return earlier.By == command.By && earlier.Text == command.Text && earlier.SendAt == command.SendAt ? Nothing : Refuse(Refusal.MessageIdTaken);
        }

        return command switch
        {
            _ when NotMine(state, command.By) is { } not => Refuse(not),
            _ when string.IsNullOrWhiteSpace(command.Text) => Refuse(Refusal.TextEmpty),
            { Text.Length: > ScheduledMessage.MaxTextLength } => Refuse(Refusal.TextTooLong),
            _ when state.Reply(command.MessageId) is not null || Replying.IsReserved(command.MessageId) => Refuse(Refusal.MessageIdTaken),
            _ when command.SendAt <= now => Refuse(Refusal.ScheduledInPast),
            _ when command.SendAt > now.AddDays(ScheduledMessage.MaxDaysAhead) => Refuse(Refusal.ScheduledTooFar),
            _ when state.Scheduled.Count >= ScheduledMessage.MaxScheduled => Refuse(Refusal.TooManyScheduled),
            _ => Happen([new MessageScheduled(now, command.MessageId, command.By, command.Text, command.SendAt)]),
        };
    }

    internal static Decision Cancel(ConversationState state, ConversationCommand.CancelScheduled command, DateTimeOffset now) =>
        state.Scheduled.Find(message => message.MessageId == command.MessageId) switch
        {
            null => Refuse(Refusal.MessageUnknown),
            { } message when message.By != command.By && state.Holder != command.By => Refuse(Refusal.NotHolder),
            _ => Happen([new ScheduledCancelled(now, command.MessageId, command.By)]),
        };

    /// <summary>Its time has come. One whose conversation is over is not sent: it would be a word out of nowhere.</summary>
    internal static Decision.Happened Send(ConversationState state, ScheduledMessage message, DateTimeOffset now)
    {
        if (!state.Phase.IsOpen())
        {
            return new([new ScheduledMissed(now, message.MessageId, message.SendAt)], []);
        }

        return Replying.RefusalOf(state, content: null, now) is { } refusal
            ? new([new ScheduledMissed(now, message.MessageId, message.SendAt, refusal)], [])
            : new(
                [
                    new Reply(
                        now, message.MessageId, message.By, message.Text, Provenance.Person, state.Leg, WasScheduled: true, Content: null, ReplyRules.Answering(state, now)),
                ],
                [new Effect.Deliver(message.MessageId)]);
    }

    /// <summary>Who put it aside may still plan what to say when it wakes.</summary>
    private static Refusal? NotMine(ConversationState state, AgentId agent) =>
        state.Phase is Phase.Snoozed snoozed && snoozed.Agent == agent ? null : NotServedBy(state, agent);
}
