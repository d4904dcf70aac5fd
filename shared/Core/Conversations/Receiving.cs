using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The customer did something. Whether this very message came before is known to the one who holds the idempotency rows.</summary>
internal static class Receiving
{
    internal static Decision Decide(ConversationState? state, ConversationCommand.Receive command, Rulebook rules, DateTimeOffset now)
    {
        if (state is null)
        {
            return command.Item.Speaks ? Open(command, Message(command, now), rules, now) : Nothing;
        }

        return command.Item.Speaks ? Hear(state, command, Message(command, now), rules, now) : Note(state, Message(command, now));
    }

    /// <summary>An edit or a receipt belongs to what was said before, and is no reason to take it up again.</summary>
    private static Decision Note(ConversationState state, CustomerMessage message) => state.Phase switch
    {
        Phase.Ended => Nothing,
        Phase.Merged => Refuse(Refusal.AlreadyMerged),
        _ => Happen([message]),
    };

    private static Decision Hear(ConversationState state, ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Ended => Refuse(Refusal.ConversationEnded),
        Phase.Merged => Refuse(Refusal.AlreadyMerged),
        Phase.CallbackDue callback => Callbacks.Back(state, callback, [message], rules, now),
        // "Thanks" after the end is no reason to begin again.
        _ when message.IsFarewell == true => Happen([message]),
        Phase.Closed => Reopen(command, message, rules, now),
        Phase.WithBot or Phase.Waiting or Phase.Offered or Phase.Serving => Happen([message, .. BackFirst(state, now)]),
        Phase.WaitingOnCustomer or Phase.WrapUp => Happen([message, .. BackFirst(state, now), new Resumed(now, By: null)]),
        Phase.Snoozed snoozed => Pausing.Up(state, snoozed, new Woken(now, By: null, DueAt: null), [message], rules),
        _ => throw UnknownPhase(state.Phase),
    };

    /// <summary>Who writes while they are being called back has been reached without it.</summary>
    private static IEnumerable<ConversationEvent> BackFirst(ConversationState state, DateTimeOffset now) =>
        state.Callback is null ? [] : [new CallbackCancelled(now, By: null, CustomerBack: true)];

    private static Decision Open(ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        var (queue, since, dueAt) = Enter(command, rules);
        return Happen(
            [
                new Opened(now, command.Person, command.Leg, queue, rules.Active.Version, since, dueAt),
                message,
                new Queued(now, queue, since, QueueReason.Opened),
            ],
            new Effect.RequestAgent(queue, since, []));
    }

    private static Decision Reopen(ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        var (queue, since, dueAt) = Enter(command, rules);
        return Happen(
            [
                new Reopened(now, queue, since, dueAt),
                message,
                new Queued(now, queue, since, QueueReason.Reopened),
            ],
            new Effect.RequestAgent(queue, since, []));
    }

    private static CustomerMessage Message(ConversationCommand.Receive command, DateTimeOffset now) =>
        new(now, command.MessageKey, command.Leg, command.Item, command.ReceivedAt);

    private static (QueueId Queue, DateTimeOffset Since, DateTimeOffset DueAt) Enter(ConversationCommand.Receive command, Rulebook rules)
    {
        var queue = rules.Active.QueueFor(command.Leg.Account);
        return (queue, command.ReceivedAt, command.ReceivedAt.AddSeconds(rules.TermsOf(queue).FirstResponseSeconds));
    }
}
