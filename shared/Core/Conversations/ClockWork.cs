using System.Collections.Immutable;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Conversations;

/// <summary>The clocks of one conversation while one thing after another happens to them.</summary>
internal sealed class ClockWork
{
    private readonly Dictionary<ServiceMeasure, ConversationClock> clocks;
    private readonly Dictionary<ServiceMeasure, List<TimerMark>> changed = [];
    private readonly Rulebook rules;
    private readonly QueueId? queue;
    private readonly Targets targets;

    /// <param name="state">The facts and the queue by which targets are asked for.</param>
    internal ClockWork(ConversationState state, ImmutableList<ConversationClock> before, Rulebook rules, DateTimeOffset now)
    {
        clocks = before.ToDictionary(clock => clock.Measure);
        queue = state.Phase.QueueOrNone();
        targets = rules.Active.TargetsOf(FactsOf.Now(state, now));
        this.rules = rules;
    }

    internal bool IsOpen(ServiceMeasure measure) => clocks.TryGetValue(measure, out var clock) && clock.Clock.IsOpen;

    /// <summary>Another one begins; a measure without a target has none.</summary>
    internal void Start(ServiceMeasure measure, DateTimeOffset since)
    {
        if (queue is { } of && targets.Of(measure) is { } choice)
        {
            var calendar = rules.CalendarOf(of);
            Set(measure, choice.Rule, Timekeeper.Start(Clocks.WithLadder(choice, rules), calendar, since), calendar, []);
        }
    }

    internal void Stop(ServiceMeasure measure, DateTimeOffset at) => Change(measure, (clock, calendar) => Timekeeper.Stop(clock, calendar, at));

    internal void Cancel(ServiceMeasure measure, DateTimeOffset at) => Change(measure, (clock, calendar) => Timekeeper.Cancel(clock, calendar, at));

    internal void Pause(PauseReason reason, DateTimeOffset at)
    {
        foreach (var measure in Open().Where(measure => targets.Of(measure)?.PauseOn.Contains(reason) == true))
        {
            Change(measure, (clock, calendar) => Timekeeper.Pause(clock, calendar, reason, at));
        }
    }

    /// <summary>Also of a clock whose target would not pause for it now: what holds it must let go.</summary>
    internal void Resume(PauseReason reason, DateTimeOffset at)
    {
        foreach (var measure in Open().Where(measure => clocks[measure].Clock.IsPausedBy(reason)))
        {
            Change(measure, (clock, calendar) => Timekeeper.Resume(clock, calendar, reason, at));
        }
    }

    internal void Advance(ServiceMeasure measure, DateTimeOffset now) => Change(measure, (clock, calendar) => Timekeeper.Advance(clock, calendar, now));

    /// <summary>The rules, the queue or its hours have changed: what has elapsed stays, and the rest runs under the new ones.</summary>
    internal void Renew(DateTimeOffset now)
    {
        foreach (var measure in Open())
        {
            if (targets.Of(measure) is not { } choice || queue is not { } of)
            {
                Cancel(measure, now);
                continue;
            }

            var next = rules.CalendarOf(of);
            var clock = clocks[measure].Clock;
            if (clock.CalendarVersion != next.Version || clock.CalendarHash != next.Hash)
            {
                Change(measure, (running, calendar) => Timekeeper.Reschedule(running, calendar, next, now), next);
            }

            var target = Clocks.WithLadder(choice, rules);
            if (clocks[measure].Clock.Target != target)
            {
                Change(measure, (running, calendar) => Timekeeper.Retarget(running, calendar, target, now), rule: choice.Rule);
            }
        }
    }

    /// <summary>What has changed, by measure.</summary>
    internal IReadOnlyList<ClockChange> Changes => [.. changed.OrderBy(entry => entry.Key).Select(entry => clocks[entry.Key].Changed([.. entry.Value]))];

    private List<ServiceMeasure> Open() => [.. clocks.Values.Where(clock => clock.Clock.IsOpen).Select(clock => clock.Measure).Order()];

    private void Change(
        ServiceMeasure measure,
        Func<ServiceClock, BusinessCalendar, (ServiceClock Clock, IReadOnlyList<TimerMark> Fired)> change,
        BusinessCalendar? next = null,
        string? rule = null)
    {
        if (!IsOpen(measure))
        {
            return;
        }

        var (clock, calendar) = Clocks.UnderKnownHours(clocks[measure].Clock, rules.CalendarOf(queue ?? rules.Active.Document.DefaultQueue), rules);
        var (after, fired) = change(clock, calendar);
        Set(measure, rule ?? clocks[measure].Rule, after, next ?? calendar, fired);
    }

    private void Set(ServiceMeasure measure, string rule, ServiceClock clock, BusinessCalendar calendar, IReadOnlyList<TimerMark> fired)
    {
        clocks[measure] = new ConversationClock(
            measure, rule, rules.Active.Version, clock, Timekeeper.NextDue(clock, calendar), Timekeeper.BreachDue(clock, calendar));
        if (!changed.TryGetValue(measure, out var marks))
        {
            changed[measure] = marks = [];
        }

        marks.AddRange(fired);
    }
}
