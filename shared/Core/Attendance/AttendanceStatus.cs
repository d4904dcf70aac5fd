using OmniFunctions.Routing;

namespace OmniFunctions.Attendance;

/// <summary>What an agent is doing, as attendance counts it.</summary>
/// <param name="IsBusy">They hold at least one conversation.</param>
/// <param name="Reason">Why they are away.</param>
public sealed record AttendanceStatus(Presence Presence, bool IsBusy, string? Reason = null)
{
    public bool IsThere => Presence != Presence.Offline;

    public static AttendanceStatus Of(AgentSeat seat) => new(seat.Presence, !seat.Held.IsEmpty, seat.Reason);
}
