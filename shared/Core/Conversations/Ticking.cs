using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>Time passed. Whatever is due happens, in the order it was due, each thing once.</summary>
internal static class Ticking
{
    /// <summary>More deadlines than one state can have; reaching it means that recording one does not end it.</summary>
    private const int MaxDeadlines = 64;

    internal static Decision Decide(ConversationKey key, ConversationState state, Rulebook rules, DateTimeOffset now)
    {
        var events = new List<ConversationEvent>();
        var effects = new List<Effect>();
        var turns = 0;
        for (var current = state; Deadlines.Next(current) is { } deadline && deadline.DueAt <= now;)
        {
            if (++turns > MaxDeadlines)
            {
                throw new InvalidOperationException($"{key} does not come to rest.");
            }

            var due = Due(current, deadline, rules, now);
            events.AddRange(due.Events);
            effects.AddRange(due.Effects);
            current = Lifecycle.Fold(key, current, due.Events)!;
        }

        return events.Count == 0 ? Nothing : new Decision.Happened(events, effects);
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
        (Deadlines.Kind.Scheduled, _) => Scheduling.Send(state, state.Scheduled.MinBy(message => message.SendAt)!, now),
        (Deadlines.Kind.ReopeningEnds, _) => new(
            [.. state.Scheduled.Select(message => new ScheduledMissed(now, message.MessageId, message.SendAt)), new Ended(now)], []),
        _ => throw new InvalidOperationException($"{deadline.Kind} cannot fall due in {state.Phase.GetType().Name}."),
    };
}
