using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Time runs out: what the ladder of the target says is done, and whoever can still help is told.</summary>
internal static class Escalating
{
    /// <summary>The steps that one mark brings about.</summary>
    internal static IReadOnlyList<EscalationStep> StepsOf(ConversationState state, ServiceMeasure measure, TimerMark mark, Rulebook rules, DateTimeOffset now) =>
        rules.Active.TargetsOf(FactsOf.Now(state, now)).Of(measure)?.Escalation is { } id && rules.Active.Ladder(id) is { } ladder
            ? [.. ladder.Steps.Where(step => step.Measure == measure && step.AtPercent == mark.Percent)]
            : [];

    internal static Decision.Happened Climb(ConversationState state, EscalationStep step, Rulebook rules, DateTimeOffset now)
    {
        var queue = state.Phase.QueueOrNone();
        var escalated = new Escalated(now, step.Measure, step.AtPercent, step.Do, step.Points, step.Whom, step.Queue);
        var kind = step.AtPercent >= ServiceTarget.Breach ? NoticeKind.TargetBreached : NoticeKind.TargetWarning;
        return step.Do switch
        {
            EscalationAction.RaisePriority when state.Phase is Phase.Waiting waiting =>
                Entering.Anew(state with { Priority = state.Priority + (step.Points ?? 0) }, waiting, QueueReason.PriorityChanged, [escalated], rules, now),
            EscalationAction.RaisePriority => new([escalated], []),
            EscalationAction.Notify => new([escalated], Told(state, step.Whom ?? Whom.Supervisors, kind, queue)),
            EscalationAction.AddSupervisor => new([escalated], [new Effect.Notify(NoticeTo.Supervisors, NoticeKind.SupervisorAsked, queue, [])]),
            // Whoever has it keeps it; only what still waits can be moved.
            EscalationAction.MoveQueue when state.Phase is Phase.Waiting waiting && step.Queue is { } target && target != waiting.Queue && rules.Active.Knows(target) =>
                Entering.Queue(
                    state, target, waiting.Since, QueueReason.Escalated, rules, now, before: [escalated], effects: [new Effect.WithdrawRequest(waiting.Queue)]),
            EscalationAction.MoveQueue => new([escalated], []),
            EscalationAction.Page => new([escalated], [new Effect.Page(queue, $"{step.Measure} at {step.AtPercent} %")]),
            _ => throw new InvalidOperationException($"Nobody does {step.Do}."),
        };
    }

    private static IReadOnlyList<Effect> Told(ConversationState state, Whom whom, NoticeKind kind, QueueId? queue) => whom switch
    {
        Whom.Agent => state.Holder is { } agent ? [Notices.To(queue, kind, agent)] : [],
        Whom.Leads => [new Effect.Notify(NoticeTo.Leads, kind, queue, state.Holder is { } holder ? [holder] : [])],
        Whom.Supervisors => [new Effect.Notify(NoticeTo.Supervisors, kind, queue, [])],
        _ => throw new InvalidOperationException($"Nobody is {whom}."),
    };
}
