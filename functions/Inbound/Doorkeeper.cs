using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Inbound;

/// <summary>
/// Whether the webhook door takes on one more request. What it turns away the platform sends again, so nothing is lost by it; what it takes, it takes in time.
/// The agents' own requests never stand in this line.
/// </summary>
public sealed class Doorkeeper(Turnstile turnstile, Backlog backlog)
{
    private const int LeastSeconds = 5;
    private const int MostSeconds = 60;

    /// <returns>The answer of one that is turned away; null for one that may go on, and then has to <see cref="Leave"/>.</returns>
    public async ValueTask<DoorReply?> RefuseAsync(string channel)
    {
        var late = backlog.Wait() - Backlog.Latest;
        if (late > TimeSpan.Zero)
        {
            Signals.TurnedAway(channel, "late");
            return DoorReply.Late((int)Math.Clamp(late.TotalSeconds, LeastSeconds, MostSeconds));
        }

        if (await turnstile.EnterAsync()) return null;
        Signals.TurnedAway(channel, "crowd");
        return DoorReply.Crowded;
    }

    public void Leave() => turnstile.Leave();
}
