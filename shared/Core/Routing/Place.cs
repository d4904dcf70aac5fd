namespace OmniFunctions.Routing;

/// <summary>
/// A conversation with its place among those who wait. What decides the order is worked out once: everything that grows with time grows alike
/// for all conversations of a line, so that the order inside a line never changes while they wait.
/// </summary>
internal sealed class Place
{
    /// <summary>What one point of priority is worth: so many seconds of being nearer to the target.</summary>
    internal const double SecondsPerPoint = 60;

    /// <summary>A conversation without a target takes its turn as if it had this one.</summary>
    internal const int SecondsWithoutTarget = 3_600;

    internal Place(WaitingWork work)
    {
        Work = work;
        var terms = work.Terms;
        var since = Seconds(work.Since);
        var due = terms.TargetDueAt ?? work.Since.AddSeconds(SecondsWithoutTarget);
        Rate = 1 + (SecondsPerPoint * terms.Ageing.Points / Math.Max(1, terms.Ageing.EverySeconds));
        Key = (SecondsPerPoint * terms.Priority) - (since * (Rate - 1)) - Seconds(due);
        AheadOfAllFrom = terms.Ageing.Points <= 0 ? DateTimeOffset.MaxValue : Later(work.Since.AddSeconds(SecondsToMax(terms.Ageing)), due);
    }

    internal WaitingWork Work { get; }

    /// <summary>The part of the urgency that stays; more goes first.</summary>
    internal double Key { get; }

    /// <summary>From then on it goes before everybody for whom that moment has not come.</summary>
    internal DateTimeOffset AheadOfAllFrom { get; }

    /// <summary>How fast the urgency grows, in seconds a second.</summary>
    private double Rate { get; }

    /// <summary>Comparable between lines, for one moment.</summary>
    internal double UrgencyAt(DateTimeOffset now) => Key + (Rate * Seconds(now));

    /// <summary>Whether this one's turn comes before the other's at that moment.</summary>
    internal bool GoesBefore(Place other, DateTimeOffset now)
    {
        var (ahead, otherAhead) = (AheadOfAllFrom <= now, other.AheadOfAllFrom <= now);
        if (ahead != otherAhead) return ahead;
        var order = ahead ? AheadOfAllFrom.CompareTo(other.AheadOfAllFrom) : other.UrgencyAt(now).CompareTo(UrgencyAt(now));
        return (order != 0 ? order : PlaceInLine.First.Compare(Work, other.Work)) < 0;
    }

    private static double SecondsToMax(Ageing ageing) => (double)ageing.EverySeconds * ageing.MaxPoints / ageing.Points;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static double Seconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).TotalSeconds;
}
