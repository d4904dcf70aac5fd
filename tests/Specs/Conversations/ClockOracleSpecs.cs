using FsCheck;
using FsCheck.Fluent;
using OmniFunctions.Conversations;
using OmniFunctions.Policies;
using OmniFunctions.ServiceLevels;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Tests.Specs.Conversations.Story;

namespace OmniFunctions.Tests.Specs.Conversations;

/// <summary>
/// Whatever happens to a conversation, its clocks fire what an oracle says that counts every single second: open or not, paused or not, by the hours
/// that were in force in that second. Queues are changed and hours are replaced in flight. <c>OMNI_CLOCK_WALKS</c> asks for more walks.
/// </summary>
public sealed class ClockOracleSpecs
{
    private const int Walks = 150;

    private static readonly ServicePolicy Long = RichPolicy.Document;

    /// <summary>The same rules with shorter hours: activated while conversations run.</summary>
    private static readonly ServicePolicy Short = RichPolicy.Document with
    {
        Version = "rich-2",
        Hours = [RichPolicy.Document.Hours[0] with { Week = WeekHours.Daily(new Period("09:00", "18:00")) }],
    };

    [Fact]
    public void Every_mark_of_a_walk_is_due_when_the_oracle_says()
    {
        var walks = int.TryParse(Environment.GetEnvironmentVariable("OMNI_CLOCK_WALKS"), out var asked) ? asked : Walks;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(walks).WithEndSize(120),
            Prop.ForAll(RandomWalkSpecs.Steps().ArrayOf().ToArbitrary(), steps => Walk(steps)));
    }

    private static void Walk(RandomWalkSpecs.Step[] steps)
    {
        var story = Begins().Under(Long);
        var oracle = new Oracle();
        foreach (var step in steps)
        {
            story.After(step.Seconds);
            if (step is { What: RandomWalkSpecs.Step.Count, Which: 0 })
            {
                // Another document is in force from now on; the clocks go over to it with the next thing that happens.
                story.Under(story.Rules.Active.Version == Long.Version ? Short : Long, story.Rules.Active);
            }

            Do(story, oracle, step.Command(story));
        }

        // What is still to come is looked at too: the rest of the day, hour by hour.
        for (var hour = 0; hour < 12; hour++)
        {
            story.After(3600);
            do Do(story, oracle, new ConversationCommand.Tick());
            while (story.Last is Decision.Happened { Events.Count: > 0 });
        }

        var fired = story.Log.OfType<ClocksChanged>().SelectMany(e => e.Changes).SelectMany(change => change.Fired.Select(mark => new Mark(change.Measure, mark.Percent, mark.DueAt)));
        Assert.True(oracle.Marks.Order().SequenceEqual(fired.Order()), $"{string.Join('\n', oracle.Marks.Order())}\nis not\n{string.Join('\n', fired.Order())}\nin\n{string.Join('\n', story.Log.Select(e => $"{e.At:HH:mm:ss} {EventCodec.TypeOf(e)}"))}");
        foreach (var clock in story.State?.Clocks ?? [])
        {
            Assert.Equal(oracle.IsRunning(clock.Measure), clock.Clock.IsOpen);
        }
    }

    private static void Do(Story story, Oracle oracle, ConversationCommand command)
    {
        story.When(command);
        if (story.Last is Decision.Happened { Events.Count: > 0 } happened)
        {
            oracle.Hear(happened.Events, story.There, story.Now, story.Rules.Active.Version == Long.Version ? 21 : 18);
        }
    }

    private readonly record struct Mark(ServiceMeasure Measure, int Percent, DateTimeOffset DueAt) : IComparable<Mark>
    {
        public int CompareTo(Mark other) => (DueAt, Measure, Percent).CompareTo((other.DueAt, other.Measure, other.Percent));
    }

    private sealed class Meter
    {
        internal bool Runs { get; set; }

        internal bool Waits { get; set; }

        internal bool Sleeps { get; set; }

        internal int Elapsed { get; set; }
    }

    /// <summary>Knows the rules of these stories by heart: targets in seconds, Service open from 01:00 UTC on, Sales always.</summary>
    private sealed class Oracle
    {
        private static readonly Dictionary<ServiceMeasure, (int Seconds, int[] Percents)> Targets = new()
        {
            [ServiceMeasure.FirstResponse] = (60, [50, 80, 100]),
            [ServiceMeasure.NextResponse] = (120, [50, 100]),
            [ServiceMeasure.Resolution] = (7200, [50, 100]),
            [ServiceMeasure.TimeInQueue] = (90, [50, 80, 100]),
        };

        private readonly Dictionary<ServiceMeasure, Meter> meters = Targets.Keys.ToDictionary(measure => measure, _ => new Meter());
        private DateTimeOffset until = Story.Start;
        private bool isAlwaysOpen;
        private int closesAtHour = 21;
        private bool wasServed;
        private DateTimeOffset? waitsSince;

        internal List<Mark> Marks { get; } = [];

        internal bool IsRunning(ServiceMeasure measure) => meters[measure].Runs;

        internal void Hear(IReadOnlyList<ConversationEvent> events, ConversationState after, DateTimeOffset now, int closes)
        {
            Count(now);
            foreach (var e in events)
            {
                if (e is SplitOff && after.UnansweredSince != waitsSince) GoOn(after.UnansweredSince);
                Hear(e);
            }

            (isAlwaysOpen, closesAtHour, waitsSince) = (after.Phase.QueueOrNone() == Sales, closes, after.UnansweredSince);
        }

        /// <summary>The one who waited was split off: what ran was theirs, and who stays has waited since a moment of their own, or does not wait.</summary>
        private void GoOn(DateTimeOffset? own)
        {
            End(ServiceMeasure.NextResponse);
            if (own is not { } since || !wasServed || !isOpen || IsRunning(ServiceMeasure.FirstResponse)) return;
            Start(ServiceMeasure.NextResponse);
            var meter = meters[ServiceMeasure.NextResponse];
            for (var second = since; second < until; second = second.AddSeconds(1)) Count(second, ServiceMeasure.NextResponse, meter);
        }

        private void Count(DateTimeOffset now)
        {
            for (; until < now; until = until.AddSeconds(1))
            {
                foreach (var (measure, meter) in meters.Where(entry => entry.Value is { Runs: true, Waits: false, Sleeps: false })) Count(until, measure, meter);
            }
        }

        private void Count(DateTimeOffset second, ServiceMeasure measure, Meter meter)
        {
            // Shanghai is eight hours ahead and has no summer time.
            var hour = second.AddHours(8).Hour;
            if (!isAlwaysOpen && (hour < 9 || hour >= closesAtHour)) return;
            meter.Elapsed++;
            foreach (var percent in Targets[measure].Percents.Where(percent => meter.Elapsed * 100 == Targets[measure].Seconds * percent))
            {
                Marks.Add(new Mark(measure, percent, second.AddSeconds(1)));
            }
        }

        private void Hear(ConversationEvent e)
        {
            switch (e)
            {
                case Opened or Reopened:
                    wasServed = false;
                    if (e is not Reopened { By: not null }) Start(ServiceMeasure.FirstResponse);
                    Start(ServiceMeasure.Resolution);
                    break;
                case BotSeated:
                    End(ServiceMeasure.FirstResponse, ServiceMeasure.TimeInQueue);
                    break;
                case Queued { Reason: QueueReason.OfferMissed or QueueReason.OfferDeclined or QueueReason.TransferMissed or QueueReason.PriorityChanged }:
                    break;
                case Queued queued:
                    Wake();
                    if (queued.Reason is not (QueueReason.Overflowed or QueueReason.Escalated) || !IsRunning(ServiceMeasure.TimeInQueue)) Start(ServiceMeasure.TimeInQueue);
                    if (queued.Reason is QueueReason.PersonAsked or QueueReason.CallbackDue or QueueReason.CustomerBack or QueueReason.Unmerged)
                    {
                        if (!IsRunning(ServiceMeasure.Resolution)) Start(ServiceMeasure.Resolution);
                        if (!wasServed && !IsRunning(ServiceMeasure.FirstResponse)) Start(ServiceMeasure.FirstResponse);
                    }

                    break;
                case Accepted or Claimed or TakenOver or Transferred { Kind: TransferKind.Consulted }:
                    wasServed = true;
                    End(ServiceMeasure.TimeInQueue);
                    Wake();
                    break;
                case CustomerMessage { Item.Speaks: true, IsFarewell: not true } or Joined { UnansweredSince: not null }:
                    if (wasServed && !IsRunning(ServiceMeasure.FirstResponse) && !IsRunning(ServiceMeasure.NextResponse) && isOpen) Start(ServiceMeasure.NextResponse);
                    break;
                case Reply { WasScheduled: not true }:
                    End(ServiceMeasure.FirstResponse, ServiceMeasure.NextResponse);
                    break;
                case CustomerAwaited:
                    foreach (var meter in meters.Values) meter.Waits = meter.Runs;
                    break;
                case Resumed:
                    foreach (var meter in meters.Values) meter.Waits = false;
                    if (!IsRunning(ServiceMeasure.Resolution)) Start(ServiceMeasure.Resolution);
                    break;
                case ConversationEvent.Snoozed:
                    foreach (var meter in meters.Values) (meter.Sleeps, meter.Waits) = (meter.Runs, false);
                    break;
                case Woken:
                    foreach (var meter in meters.Values) meter.Sleeps = false;
                    break;
                case CallbackAgreed:
                    Wake();
                    End(ServiceMeasure.FirstResponse, ServiceMeasure.NextResponse, ServiceMeasure.TimeInQueue);
                    break;
                case CallbackAttempted { NextDueAt: not null }:
                    End(ServiceMeasure.FirstResponse, ServiceMeasure.NextResponse, ServiceMeasure.TimeInQueue);
                    break;
                case WrapUpBegan or ConversationEvent.Closed or MergedInto:
                    End([.. meters.Keys]);
                    break;
            }

            isOpen = e switch
            {
                Opened or Reopened or Unmerged => true,
                ConversationEvent.Closed or MergedInto or ConversationEvent.Ended => false,
                _ => isOpen,
            };
        }

        private bool isOpen;

        private void Wake()
        {
            foreach (var meter in meters.Values) (meter.Waits, meter.Sleeps) = (false, false);
        }

        private void Start(ServiceMeasure measure) => meters[measure] = new Meter { Runs = true };

        private void End(params ServiceMeasure[] measures)
        {
            foreach (var measure in measures) meters[measure] = new Meter();
        }
    }
}
