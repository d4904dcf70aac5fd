namespace OmniFunctions.Tests.Simulation.Broker;

/// <summary>A message as its sender knows it. The queue may hold more than one copy where it does not look for duplicates.</summary>
internal sealed class Letter(string id, string session, int number)
{
    public string Id { get; } = id;

    public string Session { get; } = session;

    /// <summary>Its place among all that were sent for the session, from 1. One is sent only when the one before is acknowledged.</summary>
    public int Number { get; } = number;

    public DateTimeOffset? Due { get; init; }

    public bool IsPoison { get; init; }

    public bool IsAcknowledged { get; set; }

    public DateTimeOffset FirstSent { get; set; }

    /// <summary>The latest that the wall clock had shown by then: the broker may have forgotten what was long ago by that time.</summary>
    public DateTimeOffset LastSent { get; set; }

    /// <summary>From the first attempt to the last, by the time that passed. A clock that was put back shows less.</summary>
    public TimeSpan SentFor { get; set; }

    public TimeSpan FirstSentAfter { get; set; }

    public int Attempts { get; set; }

    /// <summary>Answers that had been lost when it was written.</summary>
    public int LostBefore { get; set; }

    public int DeadLettersTaken { get; set; }

    /// <summary>The completion of a dead letter was under way when the process died.</summary>
    public bool DeadLetterUnknown { get; set; }

    public List<Copy> Copies { get; } = [];
}
