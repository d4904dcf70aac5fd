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
    public const int MaxTextLength = 2_000;

    /// <summary>All that is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        var faults = Phrases.Shortcut.Faults(Id, Shortcut, Title);
        if (string.IsNullOrWhiteSpace(Text) || Text.Length > MaxTextLength) faults["text"] = $"1 to {MaxTextLength} characters.";
        return faults;
    }
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Phrase))]
internal sealed partial class PhraseJson : JsonSerializerContext;
