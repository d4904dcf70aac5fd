using OmniFunctions.Routing;

namespace OmniFunctions.Lab.Day;

/// <summary>How things stood at one moment.</summary>
/// <param name="Waiting">Conversations in line, by queue.</param>
/// <param name="UnitsThere">Of the agents online.</param>
public sealed record DaySample(DateTimeOffset At, IReadOnlyDictionary<QueueId, int> Waiting, int Online, int UnitsHeld, int UnitsThere)
{
    internal static DaySample Of(RoutingGroup group, DateTimeOffset at)
    {
        AgentSeat[] online = [.. group.Agents.Values.Where(seat => seat.Presence == Presence.Online)];
        return new DaySample(
            at,
            group.Waiting.CountBy(work => work.Queue).ToDictionary(),
            online.Length,
            online.Sum(seat => seat.UnitsInUse),
            online.Sum(seat => seat.Capacity));
    }
}
