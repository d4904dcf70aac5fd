namespace OmniFunctions.Routing;

/// <summary>How long conversations of a queue keep their agents: a mean in which the latest count most.</summary>
/// <param name="Count">That went into it, up to <see cref="MaxCount"/>.</param>
public sealed record Pace(double MeanSeconds, int Count)
{
    /// <summary>Fewer tell nothing.</summary>
    public const int MinCount = 5;

    /// <summary>From then on the latest counts one part in so many.</summary>
    public const int MaxCount = 50;

    /// <summary>Less was no service: an offer that was declined, or one that came too late.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(20);

    internal static Pace After(Pace? pace, TimeSpan held)
    {
        var count = Math.Min(MaxCount, (pace?.Count ?? 0) + 1);
        var mean = pace?.MeanSeconds ?? 0;
        return new Pace(mean + ((held.TotalSeconds - mean) / count), count);
    }
}
