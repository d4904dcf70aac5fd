using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// Two silences, never mixed: the customer's, after a person has answered, and the agent's, after the customer has spoken. Each has its own steps.
/// Where the customer may leave (asynchronous reception), nothing ends by their silence.
/// </summary>
internal static class Silences
{
    internal readonly record struct Due(SilenceStep Step, DateTimeOffset Since, DateTimeOffset DueAt);

    /// <summary>What is to happen if nobody says anything more.</summary>
    internal static IEnumerable<Due> Of(ConversationState state)
    {
        if (state.Round?.Silence is not { } terms)
        {
            return [];
        }

        return state switch
        {
            { Phase: Phase.Serving serving, UnansweredSince: { } asked } => Agent(terms.Agent, Later(asked, serving.Since), state),
            { UnansweredSince: null, LastReplyAt: { } replied, Round.Reception: Reception.Live } when state.Phase.IsServed() => Customer(terms.Customer, Later(replied, state.Round.EnteredAt), state),
            _ => [],
        };
    }

    internal static Decision.Happened Fall(ConversationState state, Due due, Rulebook rules, DateTimeOffset now)
    {
        var marked = new SilenceMarked(now, due.Step, due.Since, due.DueAt);
        var queue = state.Phase.QueueOrNone()!.Value;
        switch (due.Step)
        {
            case SilenceStep.CustomerReminded:
                return new([marked], []);
            case SilenceStep.CustomerGone:
                return new([marked, .. Closing.End(state, by: null, CloseReason.CustomerSilent, rules, now)], [.. Decisions.LettingGo(state)]);
            case SilenceStep.AgentMarked:
                return new([marked], []);
            case SilenceStep.AgentReminded:
                return new([marked], [Notices.To(queue, NoticeKind.AgentSlow, state.Holder!.Value)]);
            case SilenceStep.LeadAlarmed:
                return new([marked], [new Effect.Notify(NoticeTo.Leads, NoticeKind.AgentSlow, queue, [state.Holder!.Value])]);
            case SilenceStep.Moved:
                return Move(state, marked, queue, rules, now);
            default:
                throw new InvalidOperationException($"Nothing is done for {due.Step}.");
        }
    }

    /// <summary>Back to the line, and not to the one who let the customer wait.</summary>
    private static Decision.Happened Move(ConversationState state, SilenceMarked marked, QueueId queue, Rulebook rules, DateTimeOffset now)
    {
        var agent = state.Holder!.Value;
        var breaks = state.Round!.Silence!.Agent!.BreakAgent;
        return Entering.Queue(
            state,
            queue,
            state.Round!.Place,
            QueueReason.AgentSilent,
            rules,
            now,
            before: [marked],
            effects:
            [
                new Effect.ReleaseAgent(queue, agent),
                .. breaks ? [new Effect.SetAgentPresence(agent, Routing.Presence.Away, "unresponsive")] : Array.Empty<Effect>(),
            ]);
    }

    private static DateTimeOffset Later(DateTimeOffset x, DateTimeOffset y) => x > y ? x : y;

    private static IEnumerable<Due> Customer(CustomerSilence? terms, DateTimeOffset since, ConversationState state) =>
        Left(state, since, (SilenceStep.CustomerReminded, terms?.RemindAfterSeconds), (SilenceStep.CustomerGone, terms?.EndAfterSeconds));

    private static IEnumerable<Due> Agent(AgentSilence? terms, DateTimeOffset since, ConversationState state) => Left(
        state,
        since,
        (SilenceStep.AgentMarked, terms?.MarkAfterSeconds),
        (SilenceStep.AgentReminded, terms?.RemindAfterSeconds),
        (SilenceStep.LeadAlarmed, terms?.AlarmAfterSeconds),
        (SilenceStep.Moved, terms?.MoveAfterSeconds));

    private static IEnumerable<Due> Left(ConversationState state, DateTimeOffset since, params (SilenceStep Step, int? Seconds)[] steps) =>
        from step in steps
        where step.Seconds is not null && !state.SilenceSteps.Contains(step.Step)
        select new Due(step.Step, since, since.AddSeconds(step.Seconds!.Value));
}
