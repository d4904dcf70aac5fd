using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// The agent who has it ends it; an offered one may do so without serving it first (spam is seen at a glance). Where the queue gives time to
/// wrap up, it is over for the customer at once and for the agent when they have finished.
/// </summary>
internal static class Closing
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Close command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Closed closed => closed.LastAgent == command.Agent ? Nothing : Refuse(Refusal.ConversationClosed),
        _ when NotHeldBy(state, command.Agent) is { } not => Refuse(not),
        _ when !command.Reason.IsGivenByAgents() => Refuse(Refusal.NotAllowed),
        Phase.Offered => Happen(End(state, command.Agent, command.Reason, rules, now), LettingGo(state)),
        Phase.WrapUp wrapUp => Finish(state, wrapUp, command.Agent, rules, now),
        { } phase when phase.IsServed() => Served(state, command, rules, now),
        _ => throw UnknownPhase(state.Phase),
    };

    internal static Decision FinishWrapUp(ConversationState state, ConversationCommand.FinishWrapUp command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Closed closed => closed.LastAgent == command.By ? Nothing : Refuse(Refusal.ConversationClosed),
        _ when NotHeldBy(state, command.By) is { } not => Refuse(not),
        Phase.WrapUp wrapUp => Finish(state, wrapUp, command.By, rules, now),
        _ => Refuse(Refusal.NotInWrapUp),
    };

    /// <summary>The time to wrap up is over, whether they have said what it was about or not: others wait.</summary>
    internal static Decision.Happened RunOut(ConversationState state, Phase.WrapUp wrapUp, Rulebook rules, DateTimeOffset now) =>
        new([.. End(state, wrapUp.Agent, wrapUp.Reason, rules, now)], [.. LettingGo(state)]);

    internal static Decision Leave(ConversationState state, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.WithBot => Happen(End(state, by: null, CloseReason.CustomerGone, rules, now)),
        Phase.Waiting or Phase.Offered => Happen(End(state, by: null, CloseReason.Abandoned, rules, now), LettingGo(state)),
        // Gone already: the same wish again.
        Phase.Closed { Reason: CloseReason.Abandoned or CloseReason.CustomerGone } => Nothing,
        _ => Refuse(OverFor(state) ?? Refusal.NotWaiting),
    };

    /// <summary>An agent takes a closed one up again, and has it.</summary>
    internal static Decision Reopen(ConversationState state, ConversationCommand.Reopen command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Closed closed => Happen(
            [new Reopened(now, closed.Queue, now, now, command.By), new Claimed(now, command.By, Why: null)],
            Holding.By(state, command.By, rules)),
        Phase.WrapUp wrapUp when wrapUp.Agent == command.By => Happen([new Resumed(now, command.By)]),
        { } phase when phase.IsServed() && state.Holder == command.By => Nothing,
        Phase.Merged => Refuse(Refusal.AlreadyMerged),
        Phase.Ended => Refuse(Refusal.ConversationEnded),
        { } phase => Refuse(phase.HolderOrNone() is null ? Refusal.NotHolder : Refusal.AlreadyHeld),
    };

    /// <summary>It is over, for whatever reason.</summary>
    internal static IEnumerable<ConversationEvent> End(ConversationState state, AgentId? by, CloseReason reason, Rulebook rules, DateTimeOffset now) =>
        [new Closed(now, by, reason, now.AddSeconds(rules.TermsOf(state.Phase.QueueOrNone()!.Value).ReopenSeconds))];

    private static Decision Served(ConversationState state, ConversationCommand.Close command, Rulebook rules, DateTimeOffset now)
    {
        var queue = state.Phase.QueueOrNone()!.Value;
        var wrapUpSeconds = command.Reason == CloseReason.Spam ? 0 : rules.TermsOf(queue).WrapUpSeconds;
        return wrapUpSeconds > 0 ? Happen([new WrapUpBegan(now, command.Agent, command.Reason, now.AddSeconds(wrapUpSeconds))])
            : command.Reason != CloseReason.Spam && IsDispositionMissing(state, rules, queue) ? Refuse(Refusal.DispositionRequired)
            : Happen(End(state, command.Agent, command.Reason, rules, now), LettingGo(state));
    }

    private static Decision Finish(ConversationState state, Phase.WrapUp wrapUp, AgentId by, Rulebook rules, DateTimeOffset now) =>
        IsDispositionMissing(state, rules, wrapUp.Queue)
            ? Refuse(Refusal.DispositionRequired)
            : Happen(End(state, by, wrapUp.Reason, rules, now), LettingGo(state));

    private static bool IsDispositionMissing(ConversationState state, Rulebook rules, QueueId queue) =>
        state.Disposition is null && rules.TermsOf(queue).WrapUp is { RequiredBeforeClose: true, Dispositions.Count: > 0 };
}
