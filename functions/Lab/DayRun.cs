using OmniFunctions.Lab.Day;

namespace OmniFunctions.Lab;

/// <summary>A simulated day and what it took.</summary>
internal sealed record DayRun(DateOnly Date, string PolicyVersion, string PolicyHash, ulong Seed, DayBook Book, DayFigures Figures, TimeSpan Took);
