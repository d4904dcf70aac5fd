namespace OmniFunctions.Lab;

/// <summary>
/// What is still to happen on a virtual clock. Time jumps from one entry to the next; of two at the same moment the one that was noted first
/// comes first, so that a run is the same each time.
/// </summary>
public sealed class Agenda(DateTimeOffset start)
{
    private readonly PriorityQueue<Action, (long Ticks, long Number)> entries = new();
    private long noted;

    public DateTimeOffset Now { get; private set; } = start;

    /// <summary>When the next entry is due; null when nothing is noted.</summary>
    public DateTimeOffset? NextDue => entries.TryPeek(out _, out var due) ? new DateTimeOffset(due.Ticks, TimeSpan.Zero) : null;

    /// <summary>What is due already happens next: time never goes back.</summary>
    public void At(DateTimeOffset due, Action entry) => entries.Enqueue(entry, (Math.Max(due.UtcTicks, Now.UtcTicks), noted++));

    public void After(double seconds, Action entry) => At(Now.AddSeconds(seconds), entry);

    /// <summary>The next entry happens, if it is due by <paramref name="until"/>; else the clock goes there and nothing happens.</summary>
    public bool Next(DateTimeOffset until)
    {
        if (NextDue is not { } due || due > until)
        {
            Now = Later(Now, until);
            return false;
        }

        Now = Later(Now, due);
        entries.Dequeue()();
        return true;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
