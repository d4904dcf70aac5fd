using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Conversations;

/// <summary>What falls due in a conversation, and when. All of it is read from the state: no timer holds anything of its own.</summary>
internal static class Deadlines
{
    /// <summary>In the order in which things of the same moment happen: first what changes who is asked, last what ends everything.</summary>
    internal enum Kind
    {
        OfferExpires,
        TransferMissed,
        Wakes,
        CallbackDue,
        WrapUpEnds,
        Clock,
        FirstResponse,
        Silence,
        Assessment,
        BotIdle,
        Scheduled,
        Receipt,
        ReopeningEnds,
    }

    internal readonly record struct Deadline(Kind Kind, DateTimeOffset DueAt);

    /// <summary>The earliest one.</summary>
    internal static Deadline? Next(ConversationState state) => All(state).OrderBy(deadline => deadline.DueAt).ThenBy(deadline => deadline.Kind)
        .Select(deadline => (Deadline?)deadline).FirstOrDefault();

    /// <summary>
    /// The breach that a late timer has not recorded yet. An answer that comes after the due time must not erase it.
    /// </summary>
    internal static IEnumerable<ConversationEvent> BreachDueBy(ConversationState state, DateTimeOffset now) =>
        FirstResponse(state).Where(response => response.DueAt <= now).Select(response => new ConversationEvent.FirstResponseBreached(now, response.DueAt));

    private static IEnumerable<Deadline> All(ConversationState state) => 
        [.. OfPhase(state), .. Clock(state), .. FirstResponse(state), .. Silence(state), .. Scheduled(state), .. Receipt(state)];

    private static IEnumerable<Deadline> OfPhase(ConversationState state) => state.Phase switch
    {
        Phase.Offered offered => [new(Kind.OfferExpires, offered.ExpiresAt)],
        Phase.Waiting => [.. Directed(state), .. Assessment(state)],
        Phase.WithBot => [new(Kind.BotIdle, state.LastCustomerMessageAt.AddSeconds(Seating.MaxBotSilenceSeconds))],
        Phase.Snoozed { Until: { } until } => [new(Kind.Wakes, until)],
        Phase.CallbackDue => state.Callback is { } plan ? [new(Kind.CallbackDue, plan.DueAt)] : [],
        Phase.WrapUp wrapUp => [new(Kind.WrapUpEnds, wrapUp.Until)],
        Phase.Closed closed => [new(Kind.ReopeningEnds, closed.ReopensUntil)],
        Phase.Merged merged => [new(Kind.ReopeningEnds, merged.At.AddDays(Merging.KeptDays))],
        Phase.Serving or Phase.WaitingOnCustomer or Phase.Snoozed or Phase.Ended => [],
        _ => throw Decisions.UnknownPhase(state.Phase),
    };

    private static IEnumerable<Deadline> Directed(ConversationState state) =>
        state.Round?.Directed is { } directed ? [new(Kind.TransferMissed, directed.Until)] : [];

    private static IEnumerable<Deadline> Assessment(ConversationState state) =>
        state.Round?.NextAssessmentAt is { } at ? [new(Kind.Assessment, at)] : [];

    /// <summary>The clocks of a conversation that is over have ended.</summary>
    private static IEnumerable<Deadline> Clock(ConversationState state) => state.Phase.IsOpen()
        ? state.Clocks.Where(clock => clock.NextDue is not null).Select(clock => new Deadline(Kind.Clock, clock.NextDue!.Value))
        : [];

    /// <summary>Of a snapshot or log of the first build, which has no clock yet: it gets one with the next command.</summary>
    private static IEnumerable<Deadline> FirstResponse(ConversationState state) =>
        state.Phase.IsOpen() && state.FirstResponse is ReplyClock.Running running && !state.Clocks.Exists(clock => clock.Measure == ServiceMeasure.FirstResponse)
            ? [new(Kind.FirstResponse, running.DueAt)]
            : [];

    private static IEnumerable<Deadline> Silence(ConversationState state) => Silences.Of(state).Select(due => new Deadline(Kind.Silence, due.DueAt));

    private static IEnumerable<Deadline> Scheduled(ConversationState state) =>
        state.Phase is Phase.Ended ? [] : state.Scheduled.Select(message => new Deadline(Kind.Scheduled, message.SendAt));

    private static IEnumerable<Deadline> Receipt(ConversationState state) => state.Phase is Phase.Ended
        ? []
        : state.Outgoing.Where(reply => reply.ConfirmBy is not null).Select(reply => new Deadline(Kind.Receipt, reply.ConfirmBy!.Value));
}
