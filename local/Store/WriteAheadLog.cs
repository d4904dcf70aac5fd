using System.Runtime.InteropServices;
using SQLitePCL;

namespace OmniFunctions.Local.Store;

/// <summary>
/// Keeps the writer's log short. SQLite would do it inside the commit, where callers wait for it, would ignore that it failed, and would
/// let the log grow for as long as readers overlap.
/// </summary>
internal sealed unsafe class WriteAheadLog : IDisposable
{
    /// <summary>From here on the log is carried over into the pages, beside the readers.</summary>
    public const int CarryOverPages = 4_000;

    /// <summary>From here on the writer waits a moment for the readers, so that the log can begin anew.</summary>
    public const int InsistPages = 12_000;

    /// <summary>After an attempt that readers kept from its end, the next one comes this much later.</summary>
    private const int RetryPages = 1_000;

    private const int InsistMs = 100;
    private const int BusyTimeoutMs = 10_000;

    private readonly StoreSession writer;
    private readonly int* pages;
    private int next = CarryOverPages;

    public WriteAheadLog(StoreSession writer)
    {
        this.writer = writer;
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
        if (length < CarryOverPages) next = CarryOverPages;
        if (length < next) return;
        var complete = length < InsistPages ? TryCarryOver() : TryBeginAnew();
        next = complete ? CarryOverPages : length + RetryPages;
    }

    /// <summary>
    /// Carries all of the log over and empties it. A log that an earlier process left may hold pages that its failed flush never
    /// brought to the disk: written once more, into the store itself, they are.
    /// </summary>
    public void Empty()
    {
        var code = writer.Checkpoint(raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
        if (code != raw.SQLITE_OK) throw writer.Failure(code, "checkpoint");
    }

    private bool TryCarryOver() => IsDone(writer.Checkpoint(raw.SQLITE_CHECKPOINT_PASSIVE, out var length, out var carried)) && length == carried;

    /// <summary>Readers that come meanwhile do without the log, so only those already at work are waited for.</summary>
    private bool TryBeginAnew()
    {
        writer.BusyTimeout(InsistMs);
        try
        {
            return IsDone(writer.Checkpoint(raw.SQLITE_CHECKPOINT_RESTART, out _, out _));
        }
        finally
        {
            writer.BusyTimeout(BusyTimeoutMs);
        }
    }

    private bool IsDone(int code)
    {
        if (code == raw.SQLITE_OK) return true;
        var failure = writer.Failure(code, "checkpoint");
        return failure.IsDiskFull || failure.IsBusy ? false : throw failure;
    }

    public void Dispose() => NativeMemory.Free(pages);
}
