namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// How long a message that could not be worked on is held before it goes back to the broker, which delivers at once what it gets back.
/// Without a pause its deliveries would be used up within moments, and what half a minute's outage has touched would be set aside for good.
/// </summary>
public static class Redelivery
{
    /// <summary>As often the broker delivers a message, unless its queue says otherwise; then the message is set aside.</summary>
    public const int Deliveries = 10;

    private const int MostDoublings = 6;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <param name="delivery">The number of the delivery that failed, from 1.</param>
    public static TimeSpan PauseAfter(int delivery)
    {
        var pause = Shortest * (1 << Math.Clamp(delivery - 1, 0, MostDoublings));
        return pause < Longest ? pause : Longest;
    }
}
