using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace OmniFunctions.Policies;

/// <summary>One fact, read from where it stands. A value on the stack: reading allocates nothing.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct FactReading
{
    private FactReading(bool isThere, string? text, double number, bool isNumber, ImmutableArray<string> several)
    {
        IsThere = isThere;
        Text = text;
        Number = number;
        IsNumber = isNumber;
        Several = several;
    }

    internal static FactReading Absent => default;

    internal bool IsThere { get; }

    internal string? Text { get; }

    /// <summary>Of a flag: 1 or 0. Of a tier: its place in the order, which is there beside its text.</summary>
    internal double Number { get; }

    internal bool IsNumber { get; }

    /// <summary>Default unless the fact is several.</summary>
    internal ImmutableArray<string> Several { get; }

    internal static FactReading Of(string? text) => text is null ? Absent : new(true, text, 0, false, default);

    internal static FactReading Of(double? number) => number is { } value ? new(true, null, value, true, default) : Absent;

    internal static FactReading Of(bool flag) => new(true, null, flag ? 1 : 0, true, default);

    internal static FactReading Of(string tier, int rank) => new(true, tier, rank, true, default);

    internal static FactReading Of(ImmutableArray<string> several) => several.IsDefaultOrEmpty ? Absent : new(true, null, 0, false, several);
}
