using System.Globalization;
using Azure;

namespace OmniFunctions.Local.Tables;

/// <summary>An entity's version is the moment of its last change; the ETag is that moment in the service's spelling.</summary>
internal static class EntityVersion
{
    /// <summary>A condition that is no version's spelling.</summary>
    public const long Unreadable = -1;

    private const string Prefix = "W/\"datetime'";
    private const string Suffix = "'\"";

    public static DateTimeOffset ToMoment(long ticks) => new(ticks, TimeSpan.Zero);

    public static ETag ToETag(long ticks) =>
        new(Prefix + FilterText.DateTimeText(ToMoment(ticks)).Replace(":", "%3A", StringComparison.Ordinal) + Suffix);

    /// <summary>The version that a condition names: null for any, or <see cref="Unreadable"/>.</summary>
    public static long? Expected(ETag condition)
    {
        if (condition == ETag.All) return null;
        var text = condition.ToString("H").AsSpan();
        if (!text.StartsWith(Prefix) || !text.EndsWith(Suffix)) return Unreadable;
        var moment = Uri.UnescapeDataString(text[Prefix.Length..^Suffix.Length]);
        return DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var parsed) ? parsed.UtcTicks : Unreadable;
    }
}
