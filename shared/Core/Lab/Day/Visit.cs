namespace OmniFunctions.Lab.Day;

/// <summary>How one conversation of the day went. Filled in as it goes.</summary>
/// <param name="number">Also the order of drawing, not of arriving.</param>
public sealed class Visit(int number, string channel, string? tier, DateTimeOffset arrived)
{
    public int Number { get; } = number;

    public string Channel { get; } = channel;

    public string? Tier { get; } = tier;

    public DateTimeOffset Arrived { get; } = arrived;

    /// <summary>Where they waited last.</summary>
    public QueueId Queue { get; internal set; }

    /// <summary>When it first stood in a line; null while a bot has it.</summary>
    public DateTimeOffset? Queued { get; internal set; }

    /// <summary>When an agent first had it.</summary>
    public DateTimeOffset? Accepted { get; internal set; }

    public AgentId? Agent { get; internal set; }

    /// <summary>The first reply by a person.</summary>
    public DateTimeOffset? Replied { get; internal set; }

    public VisitEnd End { get; internal set; }

    public DateTimeOffset? Ended { get; internal set; }

    public int Offers { get; internal set; }

    public int Missed { get; internal set; }

    public int Declined { get; internal set; }

    public int Transfers { get; internal set; }

    /// <summary>Time in the line until an agent had it, or until it left the line without one; null if it never stood there or stands there still.</summary>
    public double? WaitSeconds => Queued is { } from && (Accepted ?? Ended) is { } until ? (until - from).TotalSeconds : null;
}

public enum VisitEnd
{
    /// <summary>Not over when the day was no longer followed.</summary>
    Open,

    /// <summary>Closed by the agent who had it.</summary>
    Served,

    /// <summary>The customer gave up in the line.</summary>
    Abandoned,

    /// <summary>Closed by a rule before anyone had it: an overflow, a silence.</summary>
    TurnedAway,
}
