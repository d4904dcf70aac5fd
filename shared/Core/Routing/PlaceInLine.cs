namespace OmniFunctions.Routing;

/// <summary>Who waits longest comes first; ids break a tie.</summary>
internal sealed class PlaceInLine : IComparer<WaitingWork>
{
    internal static PlaceInLine First { get; } = new();

    public int Compare(WaitingWork? x, WaitingWork? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var bySince = x.Since.CompareTo(y.Since);
        return bySince != 0 ? bySince : string.CompareOrdinal(x.Conversation.Value, y.Conversation.Value);
    }
}
