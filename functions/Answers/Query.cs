using System.Buffers;
using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Answers;

/// <summary>Reads query values within their limits.</summary>
public static class Query
{
    private const int MaxCursorLength = 128;

    /// <summary>What the keys of lists are made of.</summary>
    private static readonly SearchValues<char> CursorLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789|-._");

    /// <summary>Null when the value is there but is no number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static long? Number(HttpRequest request, string name, long min, long max, long absent)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return absent;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null;
    }

    /// <summary>False when the value is there but cannot be a cursor of any list.</summary>
    public static bool TryCursor(HttpRequest request, out string? cursor)
    {
        cursor = Text(request, "cursor");
        return cursor is null || (cursor.Length <= MaxCursorLength && !cursor.AsSpan().ContainsAnyExcept(CursorLetters));
    }

    public static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
