namespace OmniFunctions.Conversations;

/// <summary>What falls due in a conversation, and when. All of it is read from the state: no timer holds anything of its own.</summary>
internal static class Deadlines
{
    internal enum Kind
    {
        OfferExpires,
        FirstResponse,
        ReopeningEnds,
    }

    internal readonly record struct Deadline(Kind Kind, DateTimeOffset DueAt);

    /// <summary>The earliest one. Of two at the same moment the offer comes first: it changes who is asked.</summary>
    internal static Deadline? Next(ConversationState state) => state.Phase switch
    {
        Phase.Waiting or Phase.Serving => FirstResponse(state),
        Phase.Offered offered => FirstResponse(state) is { } response && response.DueAt < offered.ExpiresAt
            ? response
            : new Deadline(Kind.OfferExpires, offered.ExpiresAt),
        // The clock of a closed conversation stands still: nobody is waiting for an answer.
        Phase.Closed closed => new Deadline(Kind.ReopeningEnds, closed.ReopensUntil),
        Phase.Ended => null,
        _ => throw new InvalidOperationException($"No deadlines for {state.Phase.GetType().Name}."),
    };

    /// <summary>
    /// The breach that a late timer has not recorded yet. An answer that comes after the due time must not erase it.
    /// </summary>
    internal static IEnumerable<ConversationEvent> BreachDueBy(ConversationState state, DateTimeOffset now) =>
        FirstResponse(state) is { } response && response.DueAt <= now
            ? [new ConversationEvent.FirstResponseBreached(now, response.DueAt)]
            : [];

    private static Deadline? FirstResponse(ConversationState state) =>
        state.FirstResponse is ReplyClock.Running running ? new Deadline(Kind.FirstResponse, running.DueAt) : null;
}
