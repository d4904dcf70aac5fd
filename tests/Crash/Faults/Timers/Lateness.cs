using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Timers;

/// <summary>How late timers fired: behind the moment they were due, or behind the start of the process that fired them where they fell due before it.</summary>
internal sealed class Lateness
{
    private readonly List<TimeSpan> values = [];
    private bool isSorted;

    public int Count => values.Count;

    public void Add(DateTimeOffset dueAt, DateTimeOffset firedAt, DateTimeOffset readyAt)
    {
        var late = firedAt - (dueAt > readyAt ? dueAt : readyAt);
        values.Add(late > TimeSpan.Zero ? late : TimeSpan.Zero);
        isSorted = false;
    }

    /// <param name="share">Of the timers that were no later, as 0.99; 1 for the latest.</param>
    public TimeSpan At(double share)
    {
        if (!isSorted) values.Sort();
        isSorted = true;
        return values.Count == 0 ? TimeSpan.Zero : values[Math.Max(0, (int)Math.Ceiling(values.Count * share) - 1)];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"lateness p50 {At(0.5).TotalMilliseconds:0} ms, p99 {At(0.99).TotalMilliseconds:0} ms, latest {At(1).TotalMilliseconds:0} ms");
}
