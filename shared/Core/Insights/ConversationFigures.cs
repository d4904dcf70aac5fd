namespace OmniFunctions.Insights;

/// <summary>The little that must be remembered of one conversation so that its events count once.</summary>
/// <param name="LastSeq">Events up to this one are counted.</param>
/// <param name="Channel">Where it counts; a conversation that moves to another channel moves its count along.</param>
/// <param name="ClockSince">When the first-response clock started, while it runs.</param>
public sealed record ConversationFigures(long LastSeq, string Channel, Standing Standing, DateTimeOffset? ClockSince);

/// <summary>As much of a phase as the figures ask for.</summary>
public enum Standing
{
    Waiting,
    Offered,
    Serving,
    Closed,
    Ended,
}

public static class Standings
{
    /// <summary>Somebody still has to do something.</summary>
    public static bool IsOpen(this Standing standing) => standing is Standing.Waiting or Standing.Offered or Standing.Serving;
}
