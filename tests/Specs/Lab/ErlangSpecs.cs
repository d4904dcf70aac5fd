using OmniFunctions.Lab.Day;
using OmniFunctions.Policies;
using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Specs.Lab;

/// <summary>The simulated day against the formulas of queueing theory, where those hold: what differs from them would be the simulation's own.</summary>
public class ErlangSpecs
{
    private const int Agents = 2;
    private const int Customers = 30_000;
    private const double HandleSeconds = 2.88;
    private const double PatienceSeconds = 4;
    private const int Days = 2;
    private static readonly Lazy<IReadOnlyList<DayBook>> Patient = new(() => Run(patience: null));
    private static readonly DateTimeOffset Midnight = new(2026, 11, 11, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_formulas_give_what_the_textbooks_print()
    {
        // Load 8 on 10 agents: Erlang C 0.409; the classic tables.
        Assert.Equal(0.4092, Erlang.WaitProbability(10, 8), 4);
        Assert.Equal(1.0, Erlang.WaitProbability(1, 0.999999), 4);
        Assert.Equal(0.5, Erlang.WaitProbability(1, 0.5), 10);
    }

    /// <summary>
    /// The recursion of Kiefer and Wolfowitz (1955) for one line before equal agents: each customer begins when they have come and the first agent
    /// is free. It needs no chance, so every single wait must be the same to the tick.
    /// </summary>
    [Fact]
    public void Every_customer_waits_exactly_as_long_as_a_plain_line_makes_them()
    {
        var free = new PriorityQueue<int, DateTimeOffset>(Enumerable.Range(0, Agents).Select(agent => (agent, Midnight)));
        foreach (var visit in Patient.Value[0].Visits)
        {
            free.TryDequeue(out var agent, out var freeAt);
            var begins = visit.Arrived > freeAt ? visit.Arrived : freeAt;
            Assert.Equal(begins, visit.Accepted);
            free.Enqueue(agent, begins + (visit.Ended!.Value - visit.Accepted!.Value));
        }
    }

    /// <summary>
    /// What is left is chance: the waits of one busy minute are alike, so that two days of 30,000 customers say as much as some thousands of
    /// independent ones. The means are stated to lie within 6 % of the formula.
    /// </summary>
    [Fact]
    public void Customers_who_stay_wait_as_long_as_Erlang_C_says()
    {
        Near(Erlang.MeanWait(Agents, ArrivalsPerSecond, HandleSeconds), Mean(Patient.Value, visit => visit.WaitSeconds!.Value), 0.06);
        Near(Erlang.WaitProbability(Agents, ArrivalsPerSecond * HandleSeconds), Mean(Patient.Value, visit => visit.WaitSeconds > 0 ? 1 : 0), 0.06);
    }

    [Fact]
    public void Customers_with_little_patience_give_up_as_often_as_Erlang_A_says()
    {
        var days = Run(new Patience(Shape: 1, ScaleSeconds: PatienceSeconds));
        var (abandoned, meanWait) = Erlang.WithPatience(Agents, ArrivalsPerSecond, HandleSeconds, PatienceSeconds);
        Near(abandoned, Mean(days, visit => visit.End == VisitEnd.Abandoned ? 1 : 0), 0.06);
        Near(meanWait, Mean(days, visit => visit.WaitSeconds!.Value), 0.06);
    }

    [Fact]
    public void A_seed_is_the_same_day_each_time_and_another_seed_another_day()
    {
        static List<(DateTimeOffset, DateTimeOffset?, AgentId?)> Told(DayBook book) => [.. book.Visits.Select(visit => (visit.Arrived, visit.Accepted, visit.Agent))];
        var plan = Line(new Patience(1.3, 30)) with { Conversations = 2_000 };
        Assert.Equal(Told(Run(plan, 7)), Told(Run(plan, 7)));
        Assert.NotEqual(Told(Run(plan, 7)), Told(Run(plan, 8)));
    }

    private static double ArrivalsPerSecond => Customers / TimeSpan.FromDays(1).TotalSeconds;

    private static double Mean(IReadOnlyList<DayBook> days, Func<Visit, double> of) => days.Average(day => day.Visits.Average(of));

    private static IReadOnlyList<DayBook> Run(Patience? patience) => [.. Enumerable.Range(1, Days).Select(seed => Run(Line(patience), (ulong)seed))];

    private static void Near(double expected, double actual, double tolerance) => Assert.InRange(actual, expected * (1 - tolerance), expected * (1 + tolerance));

    private static DayBook Run(DayPlan plan, ulong seed) => DaySimulation.Run(CompiledPolicy.Of(DemoPolicy.Document), plan, seed);

    /// <summary>Customers come evenly over the day; everybody accepts at once and works alone on one conversation.</summary>
    private static DayPlan Line(Patience? patience) => new(
        Midnight,
        Customers,
        [new ChannelDemand("webchat", 1, [.. Enumerable.Repeat(1.0, 24)])],
        [],
        [],
        [],
        new Handling(HandleSeconds, Variation: 1, MeanTurns: 1, FirstReplySeconds: 1, WrapUpSeconds: 0, TransferShare: 0, IsExponential: true),
        patience,
        new Habits(ReactionSeconds: 0, MissedShare: 0, DeclinedShare: 0, ReturnSeconds: 60),
        [
            .. Enumerable.Range(1, Agents).Select(n => new AgentPlan(
                new AgentId($"agent{n:00}"),
                new AgentPlace(Capacity: 1, [DemoPolicy.Queue]),
                [new OnDuty(Midnight, Midnight + DayPlan.Followed)])),
        ]);
}
