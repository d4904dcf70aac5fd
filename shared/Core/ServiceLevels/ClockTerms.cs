namespace OmniFunctions.ServiceLevels;

/// <summary>Under what a clock ran from a moment on; the next entry ends it.</summary>
/// <param name="Elapsed">What had passed by then, under the terms before: it stays passed.</param>
public sealed record ClockTerms(DateTimeOffset From, TimeSpan Elapsed, int TargetSeconds, TimeBasis Basis, string CalendarVersion, string CalendarHash);
