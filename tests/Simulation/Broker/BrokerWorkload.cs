using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>The broker alone: senders that send again, receivers that settle in every way, and a model of what each of them may see.</summary>
internal sealed class BrokerWorkload : IWorkload
{
    public const string Queue = "inbound";
    public const int Sessions = 4;
    private const int Takers = 3;
    private readonly RunContext run;
    private readonly Chance chance;
    private readonly QueueOptions options;
    private readonly BrokerTruth truth;
    private readonly List<Correspondent> correspondents = [];
    private readonly List<Taker> takers = [];
    private readonly DeadLetterTaker deadLetters;

    public BrokerWorkload(RunContext run)
    {
        this.run = run;
        chance = run.Chance.Fork();
        options = new QueueOptions
        {
            RequiresSession = chance.Happens(0.6),
            LockDuration = chance.Span(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1)),
            MaxDeliveryCount = chance.Between(2, 10),
            DuplicateDetectionWindow = chance.OneOf(TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromDays(7)),
            MaxResidentBytes = chance.OneOf(0, 64, 1 << 20),
        };
        truth = new BrokerTruth(run, options);
        deadLetters = new DeadLetterTaker(truth, run);
        for (var i = 0; i < Sessions; i++)
            correspondents.Add(new Correspondent(SessionName(i), truth, run, chance.Fork(), options.DuplicateDetectionWindow > TimeSpan.Zero));
        for (var i = 0; i < Takers; i++) takers.Add(new Taker($"taker {i}", truth, run, chance.Fork(), options.RequiresSession));
        run.Trace.Add($"broker {options}");
    }

    public static string SessionName(int number) => $"s{number}";

    public Task BootAsync(SimulatedProcess process)
    {
        ServiceBusBroker.On(process.Store).DeclareQueue(Queue, options);
        return Task.CompletedTask;
    }

    public bool Act(SimulatedProcess process) => chance.Below(10) switch
    {
        < 3 => correspondents[chance.Below(Sessions)].Act(process, Queue),
        < 9 => takers[chance.Below(Takers)].Act(process),
        _ => deadLetters.Act(process),
    };

    public void Died()
    {
        truth.Died();
        correspondents.ForEach(one => one.Died());
        takers.ForEach(one => one.Died());
        deadLetters.Died();
    }

    public void CalmDown() => takers.ForEach(taker => taker.CalmDown());

    public bool Finish(SimulatedProcess process)
    {
        if (correspondents.Find(one => one is { IsIdle: false, IsBusy: false }) is { } unanswered) return unanswered.Act(process, Queue);
        if (IsDrained(process)) return false;
        if (!deadLetters.IsBusy && Counts(process).DeadLettered > 0) return deadLetters.Act(process);
        return takers.Find(taker => !taker.IsBusy) is { } free && free.Act(process);
    }

    public bool IsAtRest(SimulatedProcess process) => correspondents.TrueForAll(one => one.IsIdle) && IsDrained(process);

    public Task CheckAsync(SimulatedProcess process)
    {
        truth.CheckEnds();
        run.Trace.Add($"{truth.Deliveries} deliveries");
        return Task.CompletedTask;
    }

    public string Describe() => $"{correspondents.Count(one => !one.IsIdle)} senders wait, {takers.Count(taker => taker.IsBusy)} receivers are busy";

    private static bool IsDrained(SimulatedProcess process) => Counts(process) is { Active: 0, Scheduled: 0, Deferred: 0, DeadLettered: 0 };

    private static QueueCounts Counts(SimulatedProcess process) => ServiceBusBroker.On(process.Store).Count(Queue);
}
