using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>Time passed. Whatever is due happens, in the order it was due, each thing once.</summary>
internal static class Ticking
{
    /// <summary>More deadlines than one state can have; reaching it means that recording one does not end it.</summary>
    private const int MaxDeadlines = 8;

    internal static Decision Decide(ConversationKey key, ConversationState state, ServicePolicy policy, DateTimeOffset now)
    {
        var events = new List<ConversationEvent>();
        var effects = new List<Effect>();
        for (var current = state; Deadlines.Next(current) is { } deadline && deadline.DueAt <= now;)
        {
            if (events.Count > MaxDeadlines)
            {
                throw new InvalidOperationException($"{key} does not come to rest.");
            }

            var due = Due(current, deadline, policy, now);
            events.AddRange(due.Events);
            effects.AddRange(due.Effects);
            current = Lifecycle.Fold(key, current, due.Events)!;
        }

        return events.Count == 0 ? Nothing : new Decision.Happened(events, effects);
    }

    private static Decision.Happened Due(ConversationState state, Deadlines.Deadline deadline, ServicePolicy policy, DateTimeOffset now) => (deadline.Kind, state.Phase) switch
    {
        (Deadlines.Kind.OfferExpires, Phase.Offered offered) =>
            (Decision.Happened)Requeueing.After(state, offered, new OfferMissed(now, offered.Agent, deadline.DueAt), QueueReason.OfferMissed, policy),
        (Deadlines.Kind.FirstResponse, _) => new([new FirstResponseBreached(now, deadline.DueAt)], []),
        (Deadlines.Kind.ReopeningEnds, _) => new([new Ended(now)], []),
        _ => throw new InvalidOperationException($"{deadline.Kind} cannot fall due in {state.Phase.GetType().Name}."),
    };
}
