using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Time passed. Whatever is due happens, in the order it was due, each thing once.</summary>
internal static class Ticking
{
    /// <summary>So that a decision fits one transaction with its effects. What is left is due already, and comes with the next look.</summary>
    private const int MaxEventsAtOnce = 20;

    internal static void Pass(Turn turn, Rulebook rules, DateTimeOffset now)
    {
        while (turn.Outcome.Events.Count < MaxEventsAtOnce && turn.State is { } state && Deadlines.Next(state) is { } deadline && deadline.DueAt <= now)
        {
            if (deadline.Kind == Deadlines.Kind.Clock)
            {
                Sequel.Fire(turn, Clocks.DueBy(state, rules, now), rules, now);
            }
            else
            {
                turn.Do(Due(state, deadline, rules, now));
            }
        }
    }

    private static Decision.Happened Due(ConversationState state, Deadlines.Deadline deadline, Rulebook rules, DateTimeOffset now) => (deadline.Kind, state.Phase) switch
    {
        (Deadlines.Kind.OfferExpires, Phase.Offered offered) =>
            (Decision.Happened)Requeueing.After(state, offered, new OfferMissed(now, offered.Agent, deadline.DueAt), QueueReason.OfferMissed, rules),
        (Deadlines.Kind.TransferMissed, Phase.Waiting waiting) => Transferring.Back(state, waiting, rules, now),
        (Deadlines.Kind.Wakes, Phase.Snoozed snoozed) => Pausing.Up(state, snoozed, new Woken(now, By: null, deadline.DueAt), [], rules),
        (Deadlines.Kind.CallbackDue, Phase.CallbackDue callback) => Callbacks.FallDue(state, callback, state.Callback!, rules, now),
        (Deadlines.Kind.WrapUpEnds, Phase.WrapUp wrapUp) => Closing.RunOut(state, wrapUp, rules, now),
        (Deadlines.Kind.FirstResponse, _) => new([new FirstResponseBreached(now, deadline.DueAt)], []),
        (Deadlines.Kind.Silence, _) => Silences.Fall(state, Silences.Of(state).MinBy(due => (due.DueAt, due.Step)), rules, now),
        (Deadlines.Kind.Assessment, Phase.Waiting waiting) =>
            new([new AssessmentAsked(now, waiting.Queue, deadline.DueAt)], [new Effect.AskOutlook(waiting.Queue)]),
        (Deadlines.Kind.BotIdle, Phase.WithBot) => new([.. Closing.End(state, by: null, CloseReason.CustomerSilent, rules, now)], []),
        (Deadlines.Kind.Scheduled, _) => Scheduling.Send(state, state.Scheduled.MinBy(message => message.SendAt)!, now),
        (Deadlines.Kind.Receipt, _) => new([new ReceiptMissed(now, state.Outgoing.Find(reply => reply.ConfirmBy == deadline.DueAt)!.MessageId, deadline.DueAt)], []),
        (Deadlines.Kind.ReopeningEnds, _) => new(
            [.. state.Scheduled.Select(message => new ScheduledMissed(now, message.MessageId, message.SendAt)), new Ended(now)], []),
        _ => throw new InvalidOperationException($"{deadline.Kind} cannot fall due in {state.Phase.GetType().Name}."),
    };
}
