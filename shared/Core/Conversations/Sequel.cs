using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// What follows from what happened, whoever brought it about: clocks start, pause and stop, the customer is told, the queue is looked at, and
/// a target that runs out climbs its ladder.
/// </summary>
internal static class Sequel
{
    internal static void Tell(Turn turn, ConversationState? before, IReadOnlyList<ConversationEvent> events, Rulebook rules, DateTimeOffset now)
    {
        Fire(turn, Clocks.Follow(before, turn.State!, events, rules, now), rules, now);
        foreach (var e in events)
        {
            Say(turn, before, e, events, rules, now);
        }

        if (events.OfType<Queued>().LastOrDefault() is { } queued)
        {
            Look(turn, queued, rules, now);
        }
    }

    /// <summary>Clocks changed; what they fired is recorded with them, and then acted on.</summary>
    internal static void Fire(Turn turn, IReadOnlyList<ClockChange> changes, Rulebook rules, DateTimeOffset now)
    {
        if (changes.Count == 0)
        {
            return;
        }

        var breach = changes.FirstOrDefault(change => change.Measure == ServiceMeasure.FirstResponse)?.Fired.FirstOrDefault(mark => mark.Percent == ServiceTarget.Breach);
        turn.Record(new(
            [
                .. breach is not null && turn.State!.FirstResponse is ReplyClock.Running ? [new FirstResponseBreached(now, breach.DueAt)] : Array.Empty<ConversationEvent>(),
                new ClocksChanged(now, changes),
            ],
            []));
        foreach (var change in changes)
        {
            foreach (var step in change.Fired.SelectMany(mark => Escalating.StepsOf(turn.State!, change.Measure, mark, rules, now)))
            {
                turn.Do(Escalating.Climb(turn.State!, step, rules, now));
            }
        }
    }

    private static void Say(Turn turn, ConversationState? before, ConversationEvent e, IReadOnlyList<ConversationEvent> events, Rulebook rules, DateTimeOffset now)
    {
        switch (e)
        {
            case CustomerMessage { Item.Speaks: true } message:
                Move(turn, before, message);
                Converse(turn, message, rules, now);
                break;
            case Opened or Reopened:
                Greet(turn, before, e, events, rules, now);
                break;
            case Queued { Reason: QueueReason.Opened or QueueReason.Reopened or QueueReason.PersonAsked } queued when !rules.Active.IsOpen(queued.Queue, now):
                Announce(turn, TextKind.OffHours, rules, now, events);
                break;
            case Accepted or Claimed or TakenOver when before?.Round?.WasServed != true:
                Announce(turn, TextKind.AgentGreeting, rules, now, events);
                break;
            case CallbackAgreed:
                Announce(turn, TextKind.CallbackAgreed, rules, now, events);
                break;
            case SilenceMarked { Step: SilenceStep.AgentMarked }:
                Announce(turn, TextKind.AgentTimeout, rules, now, events);
                break;
            case SilenceMarked { Step: SilenceStep.CustomerReminded }:
                Announce(turn, TextKind.CustomerReminder, rules, now, events);
                break;
            case SilenceMarked { Step: SilenceStep.CustomerGone }:
                Announce(turn, TextKind.CustomerTimeout, rules, now, events);
                break;
            case RatingAsked:
                Announce(turn, TextKind.Survey, rules, now, events);
                break;
            case WrapUpBegan began:
                Part(turn, began.Reason, rules, now, events);
                break;
            case Closed closed when before?.Phase is not Phase.WrapUp:
                Part(turn, closed.Reason, rules, now, events);
                break;
        }
    }

    /// <summary>In layers: the company's welcome once for each account that the customer writes to, then its greeting when a conversation opens.</summary>
    private static void Greet(Turn turn, ConversationState? before, ConversationEvent e, IReadOnlyList<ConversationEvent> events, Rulebook rules, DateTimeOffset now)
    {
        var wasHere = before?.Legs.Exists(leg => leg.Account == turn.State!.Leg.Account) ?? false;
        if (!wasHere)
        {
            Announce(turn, TextKind.CompanyWelcome, rules, now, events);
        }

        if (e is Opened)
        {
            Announce(turn, TextKind.CompanyGreeting, rules, now, events);
        }
    }

    /// <summary>The agent is told that the customer goes on elsewhere, wherever they look: what was said before is summed up for them there.</summary>
    private static void Move(Turn turn, ConversationState? before, CustomerMessage message)
    {
        if (turn.State!.Holder is { } holder && before is not null && before.Leg.Account.Channel != message.Leg.Account.Channel)
        {
            turn.Record(new([], [Notices.To(turn.State.Phase.QueueOrNone(), NoticeKind.ChannelChanged, holder)]));
        }
    }

    /// <summary>Nobody has it yet: words bring a person or a callback, and the bot answers what it knows.</summary>
    private static void Converse(Turn turn, CustomerMessage message, Rulebook rules, DateTimeOffset now)
    {
        var state = turn.State!;
        if (state.Phase is not (Phase.WithBot or Phase.Waiting or Phase.Offered))
        {
            return;
        }

        if (state.Round?.PersonAsk is null && Seating.AsksForPerson(state, message.Item.Text, rules, now))
        {
            turn.Do(state.Phase is Phase.WithBot bot
                ? AskingForPerson.Queue(state, bot, PersonAskedBy.Word, [], rules, now)
                : new([new PersonAsked(now, PersonAskedBy.Word)], []));
        }
        else if (Overflowing.TakesUpCallback(state, message.Item.Text)
            && Callbacks.Ask(state, new(DueAt: null, Zone: null, message.MessageKey), rules, now) is Decision.Happened agreed)
        {
            turn.Do(agreed);
        }
        else if (Seating.Answer(state, message, rules, now) is { } answer)
        {
            turn.Record(new([answer], [new Effect.Deliver(answer.MessageId)]));
        }
        else if (state.Phase is Phase.WithBot silent && Seating.IsAtItsEnd(state, rules, now))
        {
            turn.Do(AskingForPerson.Queue(state, silent, PersonAskedBy.Unanswered, [], rules, now));
        }
    }

    /// <summary>It is over for the customer: they are told, and asked how it was.</summary>
    private static void Part(Turn turn, CloseReason reason, Rulebook rules, DateTimeOffset now, IReadOnlyList<ConversationEvent> events)
    {
        if (reason is not (CloseReason.Resolved or CloseReason.CustomerGone or CloseReason.CustomerSilent))
        {
            return;
        }

        if (reason != CloseReason.CustomerSilent)
        {
            Announce(turn, TextKind.End, rules, now, events);
        }

        if (turn.State!.Round?.WasServed == true && rules.Survey is { When: SurveyMoment.OnClose } survey && Rating.MayAsk(turn.State!, survey))
        {
            turn.Do(new([Rating.Asked(by: null, survey, now)], []));
        }
    }

    private static void Announce(Turn turn, TextKind kind, Rulebook rules, DateTimeOffset now, IReadOnlyList<ConversationEvent> events)
    {
        var name = events.OfType<CustomerMessage>().LastOrDefault()?.Item.DisplayName;
        if (Announcing.Text(turn.State!, kind, rules, now, outlook: null, name) is { } text)
        {
            turn.Record(new([text], [new Effect.Deliver(text.MessageId)]));
        }
    }

    /// <summary>It has just taken a place in a line: how does the line stand?</summary>
    private static void Look(Turn turn, Queued queued, Rulebook rules, DateTimeOffset now)
    {
        // It waits as before, and what was asked then is still to be answered or was answered.
        var isSameWait = queued.Reason is QueueReason.OfferMissed or QueueReason.OfferDeclined or QueueReason.PriorityChanged && turn.State!.Round?.AssessmentAsked != true;
        if (!isSameWait && turn.State!.Phase is Phase.Waiting waiting && waiting.Queue == queued.Queue && Overflowing.IsAskedFor(turn.State, queued.Queue, rules, now))
        {
            turn.Record(new([new AssessmentAsked(now, queued.Queue, DueAt: null)], [new Effect.AskOutlook(queued.Queue)]));
        }
    }
}
