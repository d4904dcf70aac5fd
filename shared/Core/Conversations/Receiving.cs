using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The customer did something. Whether this very message came before is known to the one who holds the idempotency rows.</summary>
internal static class Receiving
{
    /// <summary>What may stand around a farewell without making it more than one.</summary>
    private static readonly char[] Decoration = [' ', '!', '！', '.', '。', '~', '～', ',', '，'];

    internal static Decision Decide(ConversationKey key, ConversationState? state, ConversationCommand.Receive command, Rulebook rules, DateTimeOffset now)
    {
        if (state is null)
        {
            return command.Item.Speaks ? Open(key, command, Message(command, null, rules, now), rules, now) : Nothing;
        }

        // Separated before it came here, or not joined yet: where it belongs is for the conversation it was for to say.
        if (command.Via is { } via && state.Phase is not (Phase.Ended or Phase.Merged) && !state.Joined.Exists(part => part.From == via)) return Refuse(Refusal.NotMerged);

        return command.Item.Speaks
            ? Hear(key, state, command, Message(command, state, rules, now), rules, now)
            : Note(state, Message(command, state, rules, now), now);
    }

    /// <summary>An edit or a receipt belongs to what was said before, and is no reason to take it up again.</summary>
    private static Decision Note(ConversationState state, CustomerMessage message, DateTimeOffset now) => state.Phase switch
    {
        Phase.Ended => Nothing,
        Phase.Merged => Refuse(Refusal.AlreadyMerged),
        _ when message.Item.Receipt is { } receipt => Receipts.Decide(state, message, receipt, now),
        _ => Happen([message]),
    };

    private static Decision Hear(
        ConversationKey key, ConversationState state, ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        ConversationEvent[] heard = [.. Known(state, command, now), message];
        return state.Phase switch
        {
            Phase.Ended => Refuse(Refusal.ConversationEnded),
            Phase.Merged => Refuse(Refusal.AlreadyMerged),
            Phase.CallbackDue callback => Callbacks.Back(Lifecycle.Fold(key, state, heard)!, callback, heard, rules, now),
            // "Thanks" after the end is no reason to begin again.
            _ when message.IsFarewell == true => Happen(heard),
            Phase.Closed => Reopen(key, state, command, message, rules, now),
            Phase.WithBot or Phase.Waiting or Phase.Offered or Phase.Serving => Happen([.. heard, .. BackFirst(state, now)]),
            Phase.WaitingOnCustomer or Phase.WrapUp => Happen([.. heard, .. BackFirst(state, now), new Resumed(now, By: null)]),
            Phase.Snoozed snoozed => Pausing.Up(Lifecycle.Fold(key, state, heard)!, snoozed, new Woken(now, By: null, DueAt: null), heard, rules),
            _ => throw UnknownPhase(state.Phase),
        };
    }

    /// <summary>Who writes while they are being called back has been reached without it.</summary>
    private static IEnumerable<ConversationEvent> BackFirst(ConversationState state, DateTimeOffset now) =>
        state.Callback is null ? [] : [new CallbackCancelled(now, By: null, CustomerBack: true)];

    private static IEnumerable<ConversationEvent> Known(ConversationState? state, ConversationCommand.Receive command, DateTimeOffset now) =>
        command.Facts is { } facts && !FactsOf.AreSame(facts, state?.Facts ?? Customers.PersonFacts.None) ? [new PersonFactsChanged(now, facts)] : [];

    private static Decision.Happened Open(ConversationKey key, ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        var facts = new Facts(
            command.Leg.Account.Channel, command.Leg.Account.Account, now, null, command.Item.Language ?? command.Facts?.Language, command.Facts);
        var why = RouteExplanation.Of(rules.Active, facts, queue: null, isPersonWanted: false);
        ConversationEvent[] opening =
        [
            new Opened(now, command.Person, command.Leg, why.Queue, rules.Active.Version, command.ReceivedAt, FirstResponseDue(facts, why, command.ReceivedAt, rules), command.LastAgent),
            .. Known(null, command, now),
            message,
        ];
        return Entering.Begin(Lifecycle.Fold(key, null, opening)!, why, command.ReceivedAt, QueueReason.Opened, rules, now, opening);
    }

    private static Decision.Happened Reopen(
        ConversationKey key, ConversationState state, ConversationCommand.Receive command, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        ConversationEvent[] known = [.. Known(state, command, now)];
        var facts = FactsOf.Now(Lifecycle.Fold(key, state, known)! with { Leg = command.Leg }, null, now);
        // Whoever was served by a person comes back to one.
        var why = RouteExplanation.Of(rules.Active, facts, queue: null, isPersonWanted: state.Round?.WasServed == true);
        ConversationEvent[] opening = [new Reopened(now, why.Queue, command.ReceivedAt, FirstResponseDue(facts, why, command.ReceivedAt, rules)), .. known, message];
        return Entering.Begin(Lifecycle.Fold(key, state, opening)!, why, command.ReceivedAt, QueueReason.Reopened, rules, now, opening);
    }

    /// <summary>The customer asks for a person after the end, and says nothing more.</summary>
    internal static Decision.Happened TakeUp(ConversationKey key, ConversationState state, Rulebook rules, DateTimeOffset now)
    {
        var facts = FactsOf.Now(state, null, now);
        var why = RouteExplanation.Of(rules.Active, facts, queue: null, isPersonWanted: true);
        ConversationEvent[] opening = [new Reopened(now, why.Queue, now, FirstResponseDue(facts, why, now, rules)), new PersonAsked(now, PersonAskedBy.Button)];
        return Entering.Begin(Lifecycle.Fold(key, state, opening)!, why, now, QueueReason.Reopened, rules, now, opening);
    }

    private static DateTimeOffset FirstResponseDue(in Facts facts, RouteExplanation why, DateTimeOffset since, Rulebook rules) => Clocks.FirstResponseDue(
        rules.Active.TargetsOf(facts with { Queue = why.Queue }).FirstResponse.Target, rules.CalendarOf(why.Queue), since);

    private static CustomerMessage Message(ConversationCommand.Receive command, ConversationState? state, Rulebook rules, DateTimeOffset now) =>
        new(now, command.MessageKey, command.Leg, command.Item, command.ReceivedAt, state is not null && IsFarewell(state, command, rules, now) ? true : null, command.Via)
        {
            WasOvertaken = state is not null && WasOvertaken(state, command) ? true : null,
        };

    private static bool WasOvertaken(ConversationState state, ConversationCommand.Receive command) =>
        command.Item.Speaks
        && state.Contacts.Find(contact => contact.Leg == command.Leg) is { LatestWrittenAt: { } latest }
        && DisplayOrder.WrittenAt(command.Item, command.ReceivedAt) < latest;

    private static bool IsFarewell(ConversationState state, ConversationCommand.Receive command, Rulebook rules, DateTimeOffset now) =>
        command.Item.Text?.Trim(Decoration) is { Length: > 0 } text
        && rules.Active.SilenceOf(FactsOf.Now(state, now)) is { } silence
        && silence.EndWords.Contains(text, StringComparer.OrdinalIgnoreCase);
}
