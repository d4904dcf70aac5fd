namespace OmniFunctions.Routing;

/// <summary>
/// Weighted turns, spread evenly: each turn adds its length over the agent's weight to what they had, and who had least is next. Only the one
/// who is chosen changes by it, which nothing that keeps a credit for everybody can say of itself.
/// </summary>
public static class Turn
{
    /// <summary>Divides evenly by every small weight.</summary>
    public const long Length = 720_720;

    /// <summary>What they had after one turn more.</summary>
    public static long After(long turns, int weight) => turns + (Length / Math.Max(1, weight));
}
