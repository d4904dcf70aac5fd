using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>All who wait, in lines. Made from the waiting list of a group; each change makes a changed copy.</summary>
internal sealed class Lines
{
    private Lines(ImmutableDictionary<string, WaitingLine> bySignature, ImmutableDictionary<ConversationId, Place> places)
    {
        BySignature = bySignature;
        Places = places;
    }

    internal ImmutableDictionary<string, WaitingLine> BySignature { get; }

    internal ImmutableDictionary<ConversationId, Place> Places { get; }

    internal static Lines Of(IEnumerable<WaitingWork> waiting)
    {
        var places = waiting.Select(work => new Place(work)).ToList();
        return new Lines(
            places.GroupBy(place => Demands.Signature(place.Work)).ToImmutableDictionary(group => group.Key, group => WaitingLine.Of([.. group]), StringComparer.Ordinal),
            places.ToImmutableDictionary(place => place.Work.Conversation));
    }

    internal Lines With(WaitingWork work)
    {
        var (signature, place) = (Demands.Signature(work), new Place(work));
        var line = BySignature.TryGetValue(signature, out var known) ? known.With(place) : WaitingLine.Of([place]);
        return new Lines(BySignature.SetItem(signature, line), Places.Add(work.Conversation, place));
    }

    internal Lines Without(WaitingWork work)
    {
        var (signature, place) = (Demands.Signature(work), Places[work.Conversation]);
        var left = BySignature[signature].Without(place);
        return new Lines(left is null ? BySignature.Remove(signature) : BySignature.SetItem(signature, left), Places.Remove(work.Conversation));
    }
}
