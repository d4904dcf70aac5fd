using System.Globalization;
using System.Text;

namespace OmniFunctions.Policies;

/// <summary>
/// What automatic texts leave open: <c>{name}</c>, or <c>{name|dear customer}</c> with words of one's own for when it is not known. No text is
/// ever sent with a hole in it.
/// </summary>
/// <param name="Name">The customer's.</param>
/// <param name="Agent">The agent's, as customers read it.</param>
/// <param name="Queue">The queue's.</param>
/// <param name="Position">In the line, from 1.</param>
/// <param name="Minutes">Of the estimated wait.</param>
/// <param name="OpensAt">When somebody is there again, written out in the customer's language.</param>
public sealed record Placeholders(
    string? Name = null,
    string? Agent = null,
    string? Queue = null,
    int? Position = null,
    int? Minutes = null,
    string? OpensAt = null)
{
    public static IReadOnlyList<string> Names { get; } = ["name", "agent", "queue", "position", "minutes", "opensAt"];

    /// <summary>Puts the values in. What stands in braces and is no placeholder stays as it is, and so do braces within a value.</summary>
    /// <param name="language">Of the text: decides the words for what is neither known nor has words of its own.</param>
    public string Fill(string text, string language)
    {
        var filled = new StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, end, name, fallback) in In(text))
        {
            filled.Append(text, from, start - from);
            filled.Append(Names.Contains(name) ? Value(name) ?? fallback ?? Words(name, language) : text[start..end]);
            from = end;
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>Whatever stands in braces, whether it is a placeholder or a slip of the pen.</summary>
    internal static IEnumerable<(int Start, int End, string Name, string? Fallback)> In(string text)
    {
        for (var start = text.IndexOf('{', StringComparison.Ordinal); start >= 0; start = Next(text, start))
        {
            var end = text.IndexOf('}', start);
            if (end < 0) yield break;
            var inner = text[(start + 1)..end];
            var bar = inner.IndexOf('|', StringComparison.Ordinal);
            yield return (start, end + 1, bar < 0 ? inner : inner[..bar], bar < 0 ? null : inner[(bar + 1)..]);
        }
    }

    private static int Next(string text, int start)
    {
        var end = text.IndexOf('}', start);
        return end < 0 ? -1 : text.IndexOf('{', end);
    }

    private static string Words(string name, string language) => (name, language.StartsWith(ServicePolicy.Chinese, StringComparison.OrdinalIgnoreCase)) switch
    {
        ("name", true) => "您",
        ("name", false) => "there",
        ("agent" or "queue", true) => "客服",
        ("agent" or "queue", false) => "our team",
        ("position", true) => "若干",
        ("position", false) => "several",
        ("minutes", true) => "几",
        ("minutes", false) => "a few",
        ("opensAt", true) => "营业时间",
        ("opensAt", false) => "opening time",
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such placeholder."),
    };

    private string? Value(string name) => name switch
    {
        "name" => Blank(Name),
        "agent" => Blank(Agent),
        "queue" => Blank(Queue),
        "position" => Position?.ToString(CultureInfo.InvariantCulture),
        "minutes" => Minutes?.ToString(CultureInfo.InvariantCulture),
        "opensAt" => Blank(OpensAt),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such placeholder."),
    };

    private static string? Blank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
