namespace OmniFunctions.Routing;

/// <summary>The agent who has had nothing new for longest comes first; ids break a tie, so that the same group always gives the same answer.</summary>
internal sealed class LongestIdle : IComparer<AgentSeat>
{
    internal static LongestIdle First { get; } = new();

    public int Compare(AgentSeat? x, AgentSeat? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var byIdle = x.IdleSince.CompareTo(y.IdleSince);
        return byIdle != 0 ? byIdle : string.CompareOrdinal(x.Agent.Value, y.Agent.Value);
    }
}
