namespace OmniFunctions.ServiceLevels;

/// <summary>The periods of each weekday; a weekday that is not there is closed.</summary>
public sealed record WeekHours(
    IReadOnlyList<Period>? Monday = null,
    IReadOnlyList<Period>? Tuesday = null,
    IReadOnlyList<Period>? Wednesday = null,
    IReadOnlyList<Period>? Thursday = null,
    IReadOnlyList<Period>? Friday = null,
    IReadOnlyList<Period>? Saturday = null,
    IReadOnlyList<Period>? Sunday = null)
{
    /// <summary>The same periods on all seven days.</summary>
    public static WeekHours Daily(params IReadOnlyList<Period> periods) => new(periods, periods, periods, periods, periods, periods, periods);

    /// <summary>Monday to Friday alike, closed at the weekend.</summary>
    public static WeekHours Weekdays(params IReadOnlyList<Period> periods) => new(periods, periods, periods, periods, periods);

    public IReadOnlyList<Period> On(DayOfWeek day) => day switch
    {
        DayOfWeek.Monday => Monday,
        DayOfWeek.Tuesday => Tuesday,
        DayOfWeek.Wednesday => Wednesday,
        DayOfWeek.Thursday => Thursday,
        DayOfWeek.Friday => Friday,
        DayOfWeek.Saturday => Saturday,
        DayOfWeek.Sunday => Sunday,
        _ => throw new ArgumentOutOfRangeException(nameof(day), day, "A week has seven days."),
    } ?? [];
}
