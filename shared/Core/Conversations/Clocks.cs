using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// The clocks on the agents' side: first response, next response, resolution and time in the queue. They follow from what happens; which reply
/// stops one follows from its provenance. Nothing here ticks: when a clock is due stands in the state.
/// </summary>
internal static class Clocks
{
    /// <summary>What has fallen due by now fires.</summary>
    internal static IReadOnlyList<ClockChange> DueBy(ConversationState state, Rulebook rules, DateTimeOffset now)
    {
        if (!state.Phase.IsOpen() || !state.Clocks.Exists(clock => clock.NextDue <= now))
        {
            return [];
        }

        var work = new ClockWork(state, state.Clocks, rules, now);
        foreach (var clock in state.Clocks.Where(clock => clock.NextDue <= now))
        {
            work.Advance(clock.Measure, now);
        }

        // What was due by the old rules has fired; from here on the clocks run by those in force.
        work.Renew(now);
        return work.Changes;
    }

    /// <summary>What the events do to the clocks.</summary>
    /// <param name="after">The state after them.</param>
    internal static IReadOnlyList<ClockChange> Follow(
        ConversationState? before, ConversationState after, IReadOnlyList<ConversationEvent> events, Rulebook rules, DateTimeOffset now)
    {
        var work = new ClockWork(after, after.Clocks, rules, now);
        Adopt(before, after, work);
        foreach (var e in events)
        {
            Follow(work, e, before, after);
        }

        if (after.Phase.IsOpen())
        {
            work.Renew(now);
        }

        return work.Changes;
    }

    /// <summary>When the first of its targets falls due if it enters this queue now: so urgent it is.</summary>
    internal static DateTimeOffset? DueOnEntry(ConversationState state, QueueId queue, DateTimeOffset since, Rulebook rules, DateTimeOffset now)
    {
        var targets = rules.Active.TargetsOf(FactsOf.Now(state, queue, now));
        return new[] { ServiceMeasure.FirstResponse, ServiceMeasure.NextResponse, ServiceMeasure.TimeInQueue }
            .Select(measure => state.Clocks.Find(clock => clock.Measure == measure) switch
            {
                { Clock.IsOpen: true } running => running.BreachDue ?? running.Clock.Breach?.DueAt,
                // Somebody has had it, and it was answered or nobody waits for that.
                { } when measure == ServiceMeasure.FirstResponse && state.Round?.WasServed == true => null,
                _ when measure == ServiceMeasure.NextResponse => null,
                _ => targets.Of(measure) is { } choice ? Timekeeper.BreachDue(Timekeeper.Start(choice.Target, rules.CalendarOf(queue), since), rules.CalendarOf(queue)) : null,
            })
            .Min();
    }

    /// <summary>When the first response would be breached, as the events of opening say it.</summary>
    internal static DateTimeOffset FirstResponseDue(ServiceTarget target, BusinessCalendar calendar, DateTimeOffset since) =>
        Timekeeper.BreachDue(Timekeeper.Start(target, calendar, since), calendar) ?? since.AddSeconds(target.TargetSeconds);

    /// <summary>A ladder's steps are warnings too: a step without its warning would never be climbed.</summary>
    internal static ServiceTarget WithLadder(TargetChoice choice, Rulebook rules) =>
        choice.Escalation is { } id && rules.Active.Ladder(id) is { } ladder
            ? choice.Target with
            {
                WarnAtPercent =
                [
                    .. ladder.Steps.Where(step => step.Measure == choice.Target.Measure && step.AtPercent < ServiceTarget.Breach).Select(step => step.AtPercent)
                        .Union(choice.Target.WarnAtPercent)
                        .Order(),
                ],
            }
            : choice.Target;

    /// <summary>
    /// The calendar a clock runs under. A version that nobody knows any more cannot be asked: then the time since it was last counted is counted
    /// under the hours of today, because a clock that stands still for ever would be worse.
    /// </summary>
    internal static (ServiceClock Clock, BusinessCalendar Calendar) UnderKnownHours(ServiceClock clock, BusinessCalendar today, Rulebook rules) =>
        rules.CalendarNamed(clock.CalendarVersion) is { } known && known.Hash == clock.CalendarHash
            ? (clock, known)
            : (clock with { CalendarVersion = today.Version, CalendarHash = today.Hash }, today);

    /// <summary>A conversation of an older build has a running first response and no clock for it: it gets one, as old as the wait.</summary>
    private static void Adopt(ConversationState? before, ConversationState after, ClockWork work)
    {
        if (before is { FirstResponse: ReplyClock.Running running } && after.FirstResponse is ReplyClock.Running && before.Phase.IsOpen() && !before.Clocks.Exists(clock => clock.Measure == ServiceMeasure.FirstResponse))
        {
            work.Start(ServiceMeasure.FirstResponse, running.Since);
        }
    }

    private static void Follow(ClockWork work, ConversationEvent e, ConversationState? before, ConversationState after)
    {
        switch (e)
        {
            case Opened opened:
                work.Start(ServiceMeasure.FirstResponse, opened.Since);
                work.Start(ServiceMeasure.Resolution, opened.Since);
                break;
            case Reopened reopened:
                if (reopened.By is null) work.Start(ServiceMeasure.FirstResponse, reopened.Since);
                work.Start(ServiceMeasure.Resolution, reopened.Since);
                break;
            case BotSeated seated:
                // While the bot answers nobody waits for a person.
                work.Cancel(ServiceMeasure.FirstResponse, seated.At);
                work.Cancel(ServiceMeasure.TimeInQueue, seated.At);
                break;
            case Queued queued:
                // Whatever it stood still for, it is the agents' turn again.
                work.Resume(PauseReason.Snoozed, queued.At);
                work.Resume(PauseReason.WaitingOnCustomer, queued.At);
                Enter(work, queued, after);
                break;
            case Accepted or Claimed or TakenOver or Transferred { Kind: TransferKind.Consulted }:
                work.Stop(ServiceMeasure.TimeInQueue, e.At);
                work.Resume(PauseReason.Snoozed, e.At);
                work.Resume(PauseReason.WaitingOnCustomer, e.At);
                break;
            case CustomerMessage { Item.Speaks: true } message when message.IsFarewell != true:
                Ask(work, message.ReceivedAt, before, after);
                break;
            case Joined { UnansweredSince: { } since }:
                Ask(work, since, before, after);
                break;
            case SplitOff split when before?.UnansweredSince != after.UnansweredSince:
                // The one who waited is gone; who stays has a wait of their own, or none.
                work.Cancel(ServiceMeasure.NextResponse, split.At);
                if (after.UnansweredSince is { } own) Ask(work, own, before, after);
                break;
            case Reply reply when reply.Provenance.IsOfAPerson() && reply.WasScheduled != true:
                work.Stop(ServiceMeasure.FirstResponse, reply.At);
                work.Stop(ServiceMeasure.NextResponse, reply.At);
                break;
            case CustomerAwaited awaited:
                work.Pause(PauseReason.WaitingOnCustomer, awaited.At);
                break;
            case Resumed resumed:
                work.Resume(PauseReason.WaitingOnCustomer, resumed.At);
                if (!work.IsOpen(ServiceMeasure.Resolution)) work.Start(ServiceMeasure.Resolution, resumed.At);
                break;
            case Snoozed snoozed:
                work.Pause(PauseReason.Snoozed, snoozed.At);
                work.Resume(PauseReason.WaitingOnCustomer, snoozed.At);
                break;
            case Woken woken:
                work.Resume(PauseReason.Snoozed, woken.At);
                break;
            case CallbackAttempted { NextDueAt: { } } attempted:
                CancelAllBut(work, attempted.At, ServiceMeasure.Resolution);
                break;
            case CallbackAgreed agreed:
                CancelAllBut(work, agreed.At, ServiceMeasure.Resolution);
                work.Resume(PauseReason.Snoozed, agreed.At);
                work.Resume(PauseReason.WaitingOnCustomer, agreed.At);
                break;
            case WrapUpBegan began:
                End(work, began.Reason, began.At);
                break;
            case Closed closed:
                End(work, closed.Reason, closed.At);
                break;
            case MergedInto merged:
                CancelAllBut(work, merged.At, null);
                break;
        }
    }

    private static void Enter(ClockWork work, Queued queued, ConversationState after)
    {
        switch (queued.Reason)
        {
            // It waits as before.
            case QueueReason.OfferMissed or QueueReason.OfferDeclined or QueueReason.PriorityChanged or QueueReason.TransferMissed:
                break;
            case QueueReason.Overflowed or QueueReason.Escalated:
                if (!work.IsOpen(ServiceMeasure.TimeInQueue)) work.Start(ServiceMeasure.TimeInQueue, queued.At);
                break;
            case QueueReason.Opened or QueueReason.Reopened:
                work.Start(ServiceMeasure.TimeInQueue, queued.Since);
                break;
            case QueueReason.PersonAsked or QueueReason.CallbackDue or QueueReason.CustomerBack or QueueReason.Unmerged:
                work.Start(ServiceMeasure.TimeInQueue, queued.At);
                if (!work.IsOpen(ServiceMeasure.Resolution)) work.Start(ServiceMeasure.Resolution, queued.At);
                // Waiting for a person begins (again) here.
                if (after.Round?.WasServed != true && !work.IsOpen(ServiceMeasure.FirstResponse)) work.Start(ServiceMeasure.FirstResponse, queued.At);
                break;
            case QueueReason.Transferred or QueueReason.Woken or QueueReason.AgentSilent or QueueReason.AgentGone:
                work.Start(ServiceMeasure.TimeInQueue, queued.At);
                break;
            default:
                throw new InvalidOperationException($"No clock for the reason {queued.Reason}.");
        }
    }

    /// <summary>The customer waits for an answer: for the first one a clock runs already.</summary>
    private static void Ask(ClockWork work, DateTimeOffset since, ConversationState? before, ConversationState after)
    {
        if (before is not null && before.Phase.IsOpen() && after.Round?.WasServed == true
            && !work.IsOpen(ServiceMeasure.FirstResponse) && !work.IsOpen(ServiceMeasure.NextResponse))
        {
            work.Start(ServiceMeasure.NextResponse, since);
        }
    }

    private static void End(ClockWork work, CloseReason reason, DateTimeOffset at)
    {
        if (reason == CloseReason.Resolved) work.Stop(ServiceMeasure.Resolution, at);
        CancelAllBut(work, at, null);
    }

    private static void CancelAllBut(ClockWork work, DateTimeOffset at, ServiceMeasure? kept)
    {
        foreach (var measure in Enum.GetValues<ServiceMeasure>().Where(measure => measure != kept))
        {
            work.Cancel(measure, at);
        }
    }
}
