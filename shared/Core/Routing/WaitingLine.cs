using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>Those who wait for the same queue and ask the same of an agent: whoever fits one of them in time fits all.</summary>
internal sealed class WaitingLine
{
    private static readonly ImmutableSortedSet<Place> NobodyByUrgency = ImmutableSortedSet.Create<Place>(new Order((x, y) => y.Key.CompareTo(x.Key)));
    private static readonly ImmutableSortedSet<Place> NobodyByHead = ImmutableSortedSet.Create<Place>(new Order((x, y) => x.AheadOfAllFrom.CompareTo(y.AheadOfAllFrom)));
    private static readonly ImmutableSortedSet<Place> NobodyBySince = ImmutableSortedSet.Create<Place>(new Order((_, _) => 0));

    private readonly ImmutableSortedSet<Place> byUrgency;
    private readonly ImmutableSortedSet<Place> byHead;
    private readonly ImmutableSortedSet<Place> bySince;

    private WaitingLine(Demands demands, ImmutableSortedSet<Place> byUrgency, ImmutableSortedSet<Place> byHead, ImmutableSortedSet<Place> bySince)
    {
        Demands = demands;
        this.byUrgency = byUrgency;
        this.byHead = byHead;
        this.bySince = bySince;
    }

    internal Demands Demands { get; }

    internal int Length => byUrgency.Count;

    internal DateTimeOffset OldestSince => bySince[0].Work.Since;

    internal IEnumerable<Place> Places => byUrgency;

    internal static WaitingLine Of(IReadOnlyCollection<Place> places) => new(
        new Demands(places.First().Work),
        NobodyByUrgency.Union(places),
        NobodyByHead.Union(places),
        NobodyBySince.Union(places));

    internal WaitingLine With(Place place) => new(Demands, byUrgency.Add(place), byHead.Add(place), bySince.Add(place));

    /// <returns>Null when nobody is left.</returns>
    internal WaitingLine? Without(Place place) =>
        Length == 1 ? null : new(Demands, byUrgency.Remove(place), byHead.Remove(place), bySince.Remove(place));

    /// <summary>In the order of their turns.</summary>
    internal IEnumerable<Place> InTurn(DateTimeOffset now)
    {
        foreach (var place in byHead)
        {
            if (place.AheadOfAllFrom > now) break;
            yield return place;
        }

        foreach (var place in byUrgency)
        {
            if (place.AheadOfAllFrom > now) yield return place;
        }
    }

    /// <summary>By one thing; then by the place in the line, then by id.</summary>
    private sealed class Order(Comparison<Place> first) : IComparer<Place>
    {
        public int Compare(Place? x, Place? y)
        {
            var order = first(x!, y!);
            return order != 0 ? order : PlaceInLine.First.Compare(x!.Work, y!.Work);
        }
    }
}
