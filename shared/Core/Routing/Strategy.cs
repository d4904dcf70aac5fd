namespace OmniFunctions.Routing;

/// <summary>Which of the agents who fit is asked first.</summary>
public enum Strategy
{
    /// <summary>Who has had nothing new for longest.</summary>
    LongestIdle,

    /// <summary>Whose share of capacity in use is smallest.</summary>
    LeastLoaded,

    /// <summary>In turns, as many for each as their weight says, spread evenly.</summary>
    Weighted,

    /// <summary>Who served this customer last; the line waits for them a while. Failing that, the longest idle.</summary>
    LastAgentFirst,
}
