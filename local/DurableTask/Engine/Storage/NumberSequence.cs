using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>
/// Numbers that only grow, over restarts too. They are reserved on disk in blocks; a unit that uses a number whose reservation has
/// not been flushed yet writes that reservation itself, since the unit that made it may have failed. On the writer's thread only.
/// </summary>
/// <param name="column">The column of <c>durable_hub</c> that keeps the first number that is not reserved.</param>
internal sealed class NumberSequence(string column, long hub, long first)
{
    private const int NumbersPerReservation = 10_000;

    private readonly string reserve = $"UPDATE durable_hub SET {column} = ?1 WHERE hub = ?2";
    private long next = first;
    private long reserved = first;
    private long flushed = first;
    private long written;

    public long Next(StoreSession session)
    {
        var number = next++;
        if (number < flushed) return number;
        if (number >= reserved) reserved = number + NumbersPerReservation;
        session.Prepare(reserve).Bind(1, reserved).Bind(2, hub).Run();
        written = reserved;
        return number;
    }

    /// <summary>What the unit that has just been run has reserved; 0 for nothing.</summary>
    public long TakeReservation()
    {
        var taken = written;
        written = 0;
        return taken;
    }

    /// <summary>
    /// A unit is on the disk, and with it the reservation it made. Those of other units say nothing: they may have been lost with
    /// a commit that failed.
    /// </summary>
    public void Flushed(long reservation) => flushed = Math.Max(flushed, reservation);

    /// <summary>A unit was undone, and with it any reservation that it made.</summary>
    public void Undone() => (reserved, written) = (next, 0);
}
