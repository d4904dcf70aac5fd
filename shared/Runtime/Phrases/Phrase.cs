using System.Text.Json.Serialization;

namespace OmniFunctions.Runtime.Phrases;

/// <summary>A reply that is written once and used often.</summary>
/// <param name="Id">Made by whoever writes it first; twice the same is one phrase.</param>
/// <param name="Shortcut">What is typed after a slash: no spaces and no slashes.</param>
/// <param name="Text">With placeholders that the desk fills in, as <c>{customer}</c>.</param>
/// <param name="Owner">The one agent who sees it; null: everybody does.</param>
/// <param name="By">Who changed it last.</param>
public sealed record Phrase(string Id, string Shortcut, string Title, string Text, AgentId? Owner, AgentId By, DateTimeOffset ChangedAt)
{
    public const int MaxIdLength = 64;
    public const int MaxShortcutLength = 40;
    public const int MaxTitleLength = 80;
    public const int MaxTextLength = 2_000;

    /// <summary>All that is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Id.Length is 0 or > MaxIdLength || !Id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'))
            faults["id"] = $"1 to {MaxIdLength} letters, digits, hyphens and underscores.";
        if (Shortcut.Length is 0 or > MaxShortcutLength || Shortcut.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter == '/'))
            faults["shortcut"] = $"1 to {MaxShortcutLength} characters without spaces and slashes.";
        if (Title.Length > MaxTitleLength) faults["title"] = $"At most {MaxTitleLength} characters.";
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > MaxTextLength) faults["text"] = $"1 to {MaxTextLength} characters.";
        return faults;
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Phrase))]
internal sealed partial class PhraseJson : JsonSerializerContext;
