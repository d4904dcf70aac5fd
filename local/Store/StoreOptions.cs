namespace OmniFunctions.Local.Store;

/// <summary>Where the embedded store lives and how much one commit may carry.</summary>
/// <param name="Folder">The data folder. Created when absent; held by one process at a time.</param>
public sealed record StoreOptions(string Folder)
{
    /// <summary>The host name under which connection strings find this store, as in <c>sb://local/</c>.</summary>
    public string Name { get; init; } = "local";

    /// <summary>Units of work in one commit. Past some dozens a larger group only raises the latency of its first member.</summary>
    public int MaxUnitsPerCommit { get; init; } = 64;

    /// <summary>
    /// Pages of 8 KiB in the log from which on it is carried over into the store. Readers that never pause may keep it from beginning anew;
    /// at three times this length the writer waits for them.
    /// </summary>
    public int MaxLogPages { get; init; } = 4_000;

    /// <summary>Units that may wait for the writer before callers are held back.</summary>
    public int MaxWaitingUnits { get; init; } = 65_536;

    /// <summary>Bytes that are held on the disk for finishing what was promised once something else has filled it; 0 holds none.</summary>
    public long ReserveBytes { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>There is no writer's thread: units wait until someone calls <see cref="EmbeddedStore.FlushNext"/>. The order of events is then the caller's choice.</summary>
    internal bool CommitsByHand { get; init; }

    /// <summary>Runs before each commit. What it throws is a failure of that commit.</summary>
    internal Action? BeforeCommit { get; init; }
}
