using System.Globalization;

namespace OmniFunctions.Lab;

/// <summary>Figures as people read them; the same in both languages.</summary>
internal static class Readable
{
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.0} %");

    public static string Index(double index) => index.ToString("0.000", CultureInfo.InvariantCulture);

    public static string Hours(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.0} h");

    /// <summary>With the unit that reads best.</summary>
    public static string Seconds(double seconds) => seconds switch
    {
        < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"),
        < 3_600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3_600:0.#} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 86_400:0.#} d"),
    };
}
