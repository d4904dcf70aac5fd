namespace OmniFunctions.Runtime.Phrases;

/// <summary>How what is found by a slash on the desk is named, be it a phrase or a macro.</summary>
public static class Shortcut
{
    public const int MaxIdLength = 64;
    public const int MaxLength = 40;
    public const int MaxTitleLength = 80;

    /// <summary>All that is wrong with the names of one, by field.</summary>
    /// <param name="id">Made by whoever writes it first.</param>
    /// <param name="shortcut">What is typed after the slash.</param>
    internal static Dictionary<string, string> Faults(string id, string shortcut, string title)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (id.Length is 0 or > MaxIdLength || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            faults["id"] = $"1 to {MaxIdLength} letters, digits, hyphens and underscores.";
        if (shortcut.Length is 0 or > MaxLength || shortcut.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '/'))
            faults["shortcut"] = $"1 to {MaxLength} characters without spaces and slashes.";
        if (title.Length > MaxTitleLength) faults["title"] = $"At most {MaxTitleLength} characters.";
        return faults;
    }
}
