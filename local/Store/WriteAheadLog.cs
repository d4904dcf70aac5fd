using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// Keeps the writer's log short. SQLite would do it inside the commit, where callers wait for it, would ignore that it failed, and would
/// let the log grow for as long as readers overlap.
/// </summary>
internal sealed unsafe class WriteAheadLog : IDisposable
{
    /// <summary>At so many times its length the writer waits a moment for the readers, so that the log can begin anew.</summary>
    public const int InsistFactor = 3;

    /// <summary>After an attempt that readers kept from its end, the next one comes when the log has grown by this part of its length.</summary>
    private const int RetryFraction = 4;

    private const int InsistMs = 100;
    private const int BusyTimeoutMs = 10_000;

    private readonly StoreSession writer;
    private readonly int carryOverPages;
    private readonly int* pages;
    private int next;

    /// <param name="carryOverPages">From here on the log is carried over into the pages, beside the readers.</param>
    public WriteAheadLog(StoreSession writer, int carryOverPages)
    {
        this.writer = writer;
        this.carryOverPages = carryOverPages;
        next = carryOverPages;
        pages = (int*)NativeMemory.AllocZeroed(sizeof(int));
        writer.CountLogPages(pages);
    }

    /// <summary>Pages in the log after the last commit.</summary>
    public int Pages => *pages;

    /// <summary>Between two commits, when nobody waits.</summary>
    /// <exception cref="StoreException">The disk failed. What was acknowledged is in the log, but nothing may be written any more.</exception>
    public void KeepShort()
    {
        var length = *pages;
        if (length < carryOverPages) next = carryOverPages;
        if (length < next) return;
        if (length < carryOverPages * InsistFactor) CarryOver();
        else BeginAnew();

        // A log that readers still look into goes on growing even when all of it was carried over.
        next = length + Math.Max(1, carryOverPages / RetryFraction);
    }

    /// <summary>On a full disk the log may still begin anew, and what it has of the disk be written again.</summary>
    public void MakeRoom() => BeginAnew();

    /// <summary>
    /// Carries all of the log over and empties it. A log that an earlier process left may hold pages that its failed flush never
    /// brought to the disk: written once more, into the store itself, they are.
    /// </summary>
    public void Empty()
    {
        var code = writer.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (code != raw.SQLITE_OK) throw writer.Failure(code, "checkpoint");
    }

    private void CarryOver() => Settle(writer.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _));

    /// <summary>Readers that come meanwhile do without the log, so only those already at work are waited for.</summary>
    private void BeginAnew()
    {
        writer.BusyTimeout(InsistMs);
        try
        {
            Settle(writer.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART, out _, out _));
        }
        finally
        {
            writer.BusyTimeout(BusyTimeoutMs);
        }
    }

    /// <summary>Readers in the way and a full disk are met again at the next attempt; a failed flush must not be.</summary>
    private void Settle(int code)
    {
        if (code == raw.SQLITE_OK) return;
        var failure = writer.Failure(code, "checkpoint");
        if (!failure.IsDiskFull && !failure.IsBusy) throw failure;
    }

    public void Dispose() => NativeMemory.Free(pages);
}
