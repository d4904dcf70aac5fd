namespace OmniFunctions.Lab.Day;

/// <summary>The same customers and agents under two policies: the first stone of trying a draft on last week.</summary>
public sealed record DayComparison(IReadOnlyList<ComparedRow> Rows)
{
    public static DayComparison Of(DayFigures one, DayFigures other)
    {
        var others = DayRow.All(other).ToDictionary(row => (row.Figure, row.Of));
        var rows = DayRow.All(one).ToList();
        var known = rows.Select(row => (row.Figure, row.Of)).ToHashSet();
        return new DayComparison(
        [
            .. rows.Select(row => new ComparedRow(row.Figure, row.Of, row.Value, others.GetValueOrDefault((row.Figure, row.Of))?.Value, row.Unit, row.Better)),
            .. DayRow.All(other).Where(row => !known.Contains((row.Figure, row.Of))).Select(row => new ComparedRow(row.Figure, row.Of, null, row.Value, row.Unit, row.Better)),
        ]);
    }
}

/// <param name="One">Null where the first policy has no such queue, tier or measure.</param>
public sealed record ComparedRow(string Figure, string? Of, double? One, double? Other, DayUnit Unit, Better Better)
{
    public double? Difference => Other - One;

    /// <summary>True when the other is better, false when it is worse, null when it is neither.</summary>
    public bool? OtherIsBetter => (Better, Difference) switch
    {
        (Better.Neither, _) or (_, null or 0) => null,
        (Better.Higher, { } difference) => difference > 0,
        (Better.Lower, { } difference) => difference < 0,
        _ => throw new InvalidOperationException($"Nobody knows whether {Better} is better."),
    };
}
