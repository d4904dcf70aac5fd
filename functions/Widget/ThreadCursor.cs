using System.Globalization;

namespace OmniFunctions.Widget;

/// <summary>A place in a visitor's thread: which of their conversations, and which of its events.</summary>
public readonly record struct ThreadCursor(int Ordinal, long Seq)
{
    /// <summary>Before everything the page is shown.</summary>
    public static ThreadCursor Start => default;

    public override string ToString() => this == Start ? "" : string.Create(CultureInfo.InvariantCulture, $"{Ordinal}.{Seq}");

    /// <summary>Null when the text is no cursor.</summary>
    public static ThreadCursor? Read(string? text)
    {
        if (text is null) return Start;
        var parts = text.Split('.');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && ordinal is > 0 and < int.MaxValue && seq is >= 0 and < long.MaxValue / 2
            ? new ThreadCursor(ordinal, seq)
            : null;
    }
}
