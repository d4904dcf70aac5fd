using System.Globalization;

namespace OmniFunctions.Widget;

/// <summary>A place in a visitor's thread: which of their conversations, which of its events, and which of the one that it goes on in.</summary>
public readonly record struct ThreadCursor(int Ordinal, long Seq, long Beyond = 0)
{
    /// <summary>Before everything the page is shown.</summary>
    public static ThreadCursor Start => default;

    public override string ToString() => this switch
    {
        { Ordinal: 0 } => "",
        { Beyond: 0 } => string.Create(CultureInfo.InvariantCulture, $"{Ordinal}.{Seq}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Ordinal}.{Seq}.{Beyond}"),
    };

    /// <summary>Null when the text is no cursor.</summary>
    public static ThreadCursor? Read(string? text)
    {
        if (text is null) return Start;
        var parts = text.Split('.');
        return parts.Length is 2 or 3
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal)
            && ordinal is > 0 and < int.MaxValue
            && Sequence(parts[1]) is { } seq
            && Sequence(parts.Length == 3 ? parts[2] : "0") is { } beyond
            ? new ThreadCursor(ordinal, seq, beyond)
            : null;
    }

    private static long? Sequence(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value < long.MaxValue / 2 ? value : null;
}
