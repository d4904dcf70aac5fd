using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>Events by which rules and clocks have decided something.</summary>
internal static class RuleEvolution
{
    internal static ConversationState? Change(ConversationState state, ConversationEvent e) => e switch
    {
        PersonFactsChanged changed => state with { Facts = changed.Facts },
        Routed routed when state.Phase is not Phase.Ended => Route(state, routed),
        AssessmentAsked when state.Round is { } round => state with { Round = round with { AssessmentAsked = true, NextAssessmentAt = null } },
        Assessed assessed when state.Round is { } round => state with { Round = Assess(round, assessed) },
        ClocksChanged changed => changed.Changes.Aggregate(state, Clock),
        FirstResponseBreached when state.Phase is not Phase.Ended => state.FirstResponse is ReplyClock.Running running
            ? state with { FirstResponse = new ReplyClock.Breached(running.Since, running.DueAt) }
            : null,
        Escalated escalated => state with { Priority = state.Priority + (escalated.Do == EscalationAction.RaisePriority ? escalated.Points ?? 0 : 0) },
        SilenceMarked marked => state with { SilenceSteps = state.SilenceSteps.Add(marked.Step) },
        _ => null,
    };

    private static ConversationState Route(ConversationState state, Routed routed) => state with
    {
        Topic = state.Topic ?? routed.Why.Chosen?.Topic,
        Round = (state.Round ?? new Round(routed.At, routed.At)) with
        {
            Terms = routed.Terms,
            RoutePriority = routed.Why.Chosen?.Priority ?? state.Round?.RoutePriority ?? 0,
            Reception = routed.Reception,
            Silence = routed.Silence,
        },
    };

    private static Round Assess(Round round, Assessed assessed)
    {
        if (assessed.Why.Done is not { } index)
        {
            return round with { AssessmentAsked = false, NextAssessmentAt = assessed.NextAt };
        }

        var done = round.Overflow.Add(new OverflowDone(assessed.Outlook.Queue, index, assessed.At));
        var action = assessed.Why.Steps[index].Do;
        return round with
        {
            AssessmentAsked = false,
            NextAssessmentAt = assessed.NextAt,
            Overflow = done.Count > Round.MaxOverflow ? done.RemoveAt(0) : done,
            CallbackOffered = round.CallbackOffered || action == OverflowAction.Callback,
            // Who leaves a message in the form need not stay: it is work with a due time from now on.
            Reception = action == OverflowAction.Form ? Reception.Async : round.Reception,
        };
    }

    private static ConversationState Clock(ConversationState state, ClockChange change) => state with
    {
        Clocks = [.. state.Clocks.RemoveAll(clock => clock.Measure == change.Measure).Add(change.Now).OrderBy(clock => clock.Measure)],
        FirstResponse = change.Measure == ServiceMeasure.FirstResponse ? Shown(state.FirstResponse, change) : state.FirstResponse,
    };

    /// <summary>The short form in which the first response is shown. A clock that was cancelled stands as it stood: nobody answered.</summary>
    private static ReplyClock Shown(ReplyClock before, ClockChange change)
    {
        var clock = change.Clock;
        var due = clock.Breach?.DueAt ?? change.BreachDue ?? DueOf(before);
        return clock.Verdict switch
        {
            ServiceVerdict.Open => clock.Breach is null ? new ReplyClock.Running(clock.StartedAt, due) : new ReplyClock.Breached(clock.StartedAt, due),
            ServiceVerdict.Met => new ReplyClock.Stopped(clock.StartedAt, DueOf(before), clock.EndedAt!.Value, InTime: true),
            ServiceVerdict.Missed when before is ReplyClock.Stopped => before,
            ServiceVerdict.Missed => new ReplyClock.Breached(clock.StartedAt, due),
            ServiceVerdict.Cancelled => before,
            _ => throw new InvalidOperationException($"No view of a clock that is {clock.Verdict}."),
        };
    }

    private static DateTimeOffset DueOf(ReplyClock clock) => clock switch
    {
        ReplyClock.Running running => running.DueAt,
        ReplyClock.Breached breached => breached.DueAt,
        ReplyClock.Stopped stopped => stopped.DueAt,
        _ => throw new InvalidOperationException($"{clock.GetType().Name} has no due time."),
    };
}
