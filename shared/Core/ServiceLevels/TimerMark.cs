using System.Text.Json.Serialization;

namespace OmniFunctions.ServiceLevels;

/// <summary>A warning or a breach that has fired, with what proves it.</summary>
/// <param name="Percent">Of the target; <see cref="ServiceTarget.Breach"/> is the breach.</param>
/// <param name="TargetSeconds">The target at that moment.</param>
/// <param name="DueAt">When that part of the target's time had passed.</param>
/// <param name="FiredAt">When somebody looked.</param>
/// <param name="CalendarVersion">The business hours by which it was due.</param>
public sealed record TimerMark(int Percent, int TargetSeconds, DateTimeOffset DueAt, DateTimeOffset FiredAt, string CalendarVersion)
{
    [JsonIgnore]
    public TimeSpan Lateness => FiredAt - DueAt;
}
