using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Answers;

/// <summary>Reads query values within their limits.</summary>
public static class Query
{
    public const int MaxCursorLength = 512;

    /// <summary>Null when the value is there but is no number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public static long? Number(HttpRequest request, string name, long min, long max, long absent)
    {
        var text = request.Query[name].ToString();
        if (text.Length == 0) return absent;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max ? value : null;
    }

    public static string? Text(HttpRequest request, string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;
}
