namespace OmniFunctions.Local.Store;

/// <summary>
/// What drives a store that was opened without a writer's thread (<see cref="StoreOptions.CommitsByHand"/>). A simulation of faults chooses
/// here when a group is flushed, how large it is, and whether its callers live to hear of it.
/// </summary>
public sealed partial class EmbeddedStore
{
    /// <summary>Units that wait for a commit.</summary>
    internal int WaitingUnits => waiting.Reader.Count;

    /// <summary>A flush has failed, and nothing is written until the store is opened again.</summary>
    internal bool IsBroken => broken is not null;

    /// <summary>Flushes the units that wait longest, and tells nobody yet. Empty when none waited or the commit failed; a failed commit is told at once.</summary>
    internal IReadOnlyList<UnitOfWork> FlushNext(int maxUnits)
    {
        KeepLogShort(log.KeepShort);
        if (!waiting.Reader.TryRead(out var first)) return [];
        List<UnitOfWork> group = [first];
        return Flush(group, maxUnits) ? group : [];
    }

    /// <summary>Tells the callers of flushed units, in the order of the commit.</summary>
    internal static void Acknowledge(IReadOnlyList<UnitOfWork> flushed)
    {
        foreach (var unit in flushed) unit.Complete();
    }

    /// <summary>Ends as a process does that is killed: nothing more is committed, nobody is told, no engine is closed. Only the files are let go.</summary>
    internal void Abandon()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0) return;
        waiting.Writer.TryComplete();
        Close();
    }

    private void CommitAll()
    {
        while (WaitingUnits > 0) Acknowledge(FlushNext(options.MaxUnitsPerCommit));
    }

    // Who waits here may be the only thread there is, so it commits for itself.
    private T WriteByHand<T>(Func<StoreSession, T> work)
    {
        if (broken is { } reason) throw reason;
        var unit = new UnitOfWork<T>(work, null);
        if (!waiting.Writer.TryWrite(unit)) throw new StoreException("The store is closed, or too much waits for it.");
        CommitAll();
        return unit.Task.GetAwaiter().GetResult();
    }
}
