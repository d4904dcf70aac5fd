namespace OmniFunctions.Tests.Harness.Load;

/// <summary>What became of the requests of a run. A request has the latency of its whole wait, from the moment at which it was due.</summary>
public sealed class LoadResult
{
    /// <summary>Of what was answered 2xx, and in an open run of what nobody had taken when the run was over.</summary>
    public Latencies Accepted { get; } = new();

    /// <summary>Of what was turned away with 429 or 503.</summary>
    public Latencies TurnedAway { get; } = new();

    /// <summary>Turned away without being told when to come again.</summary>
    public long TurnedAwayMute { get; private set; }

    /// <summary>Another answer, or none.</summary>
    public long Failed { get; private set; }

    /// <summary>Due, and never sent: no connection was free until the run was over.</summary>
    public long Unsent { get; private set; }

    /// <summary>The first answer that was neither a success nor a refusal; 0 for a connection that broke, null when there was none.</summary>
    public int? FirstFailure { get; private set; }

    public TimeSpan Elapsed { get; internal set; }

    /// <summary>Answered 2xx.</summary>
    public long Taken { get; private set; }

    /// <summary>Answered 2xx, a second.</summary>
    public double Rate => Taken / Elapsed.TotalSeconds;

    /// <exception cref="InvalidOperationException">Something else than 2xx was answered.</exception>
    public LoadResult AllTaken() => Failed + TurnedAway.Count == 0
        ? this
        : throw new InvalidOperationException($"{Taken} requests were answered 2xx, {TurnedAway.Count} were turned away and {Failed} failed, the first with {FirstFailure}.");

    public void Add(RawAnswer answer, long due, long answered)
    {
        if (answer.IsAccepted)
        {
            Taken++;
            Accepted.Add(due, answered);
        }
        else if (answer.IsTurnedAway)
        {
            TurnedAway.Add(due, answered);
            if (!answer.SaysWhen) TurnedAwayMute++;
        }
        else
        {
            Failed++;
            FirstFailure ??= answer.Status;
        }
    }

    internal void AddUnsent(long due, long over)
    {
        Unsent++;
        Accepted.Add(due, over);
    }

    internal void AddAll(LoadResult other)
    {
        Accepted.AddAll(other.Accepted);
        TurnedAway.AddAll(other.TurnedAway);
        TurnedAwayMute += other.TurnedAwayMute;
        Failed += other.Failed;
        Unsent += other.Unsent;
        Taken += other.Taken;
        FirstFailure ??= other.FirstFailure;
    }
}
