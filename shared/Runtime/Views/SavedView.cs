using System.Text.Json.Serialization;

namespace OmniFunctions.Runtime.Views;

/// <summary>A search that an agent has given a name.</summary>
/// <param name="Id">Made by the page that saves it first; twice the same is one view.</param>
/// <param name="Search">What is looked for.</param>
public sealed record SavedView(string Id, string Name, ViewSearch Search)
{
    public const int MaxIdLength = 64;
    public const int MaxNameLength = 40;
    public const int MaxWordsLength = 200;

    private static readonly string[] States = ["all", "open", "closed"];

    public static bool IsId(string text) => text.Length is > 0 and <= MaxIdLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    /// <summary>All that is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string> Faults()
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!IsId(Id)) faults["id"] = $"1 to {MaxIdLength} letters, digits, hyphens and underscores.";
        if (Name.Length is 0 or > MaxNameLength || Name.Any(char.IsControl)) faults["name"] = $"1 to {MaxNameLength} characters.";
        if (!States.Contains(Search.State)) faults["search.state"] = "all, open or closed.";
        foreach (var (field, words) in (ValueTuple<string, string>[])[("q", Search.Q), ("channel", Search.Channel), ("queue", Search.Queue), ("label", Search.Label)])
        {
            if (words.Length > MaxWordsLength) faults[$"search.{field}"] = $"At most {MaxWordsLength} characters.";
        }

        return faults;
    }
}

/// <summary>The parts of a search; one that says nothing is empty.</summary>
/// <param name="Q">Words.</param>
/// <param name="State">all, open or closed.</param>
public sealed record ViewSearch(string Q, string State, string Channel, string Queue, string Label);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SavedView))]
internal sealed partial class SavedViewJson : JsonSerializerContext;
