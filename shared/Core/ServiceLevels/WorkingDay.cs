namespace OmniFunctions.ServiceLevels;

/// <summary>A date worked in exchange for a day off elsewhere (调休): like a weekday, or with periods of its own; one of the two.</summary>
/// <param name="Date"><c>yyyy-MM-dd</c>.</param>
/// <param name="Like">A weekday in lower case, as <c>friday</c>.</param>
public sealed record WorkingDay(string Date, string Name, string? Like = null, IReadOnlyList<Period>? Periods = null);
