using System.Diagnostics;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>How long a fault may go on. The clock starts with the budget.</summary>
/// <param name="time">Rounds begin while this lasts; the one that is under way is finished.</param>
/// <param name="seed">Of every choice the fault makes, so that a failure can be looked at again.</param>
internal sealed class Budget(TimeSpan time, int seed)
{
    private readonly Stopwatch spent = Stopwatch.StartNew();

    public TimeSpan Time => time;

    public int Seed => seed;

    public Random Random { get; } = new(seed);

    /// <summary>Whether to go on: one round always, then until the time is over or the row's full number is done.</summary>
    public bool AnotherRound(int done, int full) => done == 0 || (done < full && spent.Elapsed < time);
}
