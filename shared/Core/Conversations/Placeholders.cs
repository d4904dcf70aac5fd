using System.Text.RegularExpressions;
using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

/// <summary>
/// Placeholders of automatic texts, as <c>{name}</c> or with the text's own fallback <c>{name|dear customer}</c>. A customer never sees a hole:
/// what is not known has words that fit everywhere.
/// </summary>
public static partial class Placeholders
{
    private const int MaxTextLength = Replying.MaxTextLength;

    /// <param name="valueOf">Null for what is not known.</param>
    public static string Fill(string text, string language, Func<string, string?> valueOf)
    {
        var filled = Form().Replace(text, match => valueOf(match.Groups[1].Value) is { Length: > 0 } value
            ? value
            : match.Groups[2].Success ? match.Groups[2].Value : Fallback(match.Groups[1].Value, language) ?? match.Value);
        return filled.Length > MaxTextLength ? filled[..MaxTextLength] : filled;
    }

    private static string? Fallback(string name, string language)
    {
        var isChinese = language.StartsWith(ServicePolicy.Chinese, StringComparison.OrdinalIgnoreCase);
        return name switch
        {
            "name" => isChinese ? "您" : "there",
            "agent" => isChinese ? "客服" : "our agent",
            "queue" => isChinese ? "客服" : "customer service",
            "position" => isChinese ? "若干" : "some",
            "minutes" => isChinese ? "几" : "a few",
            "opensAt" => isChinese ? "稍后" : "later",
            // Braces that are no placeholder of ours are text.
            _ => null,
        };
    }

    [GeneratedRegex(@"\{([a-zA-Z]{1,20})(?:\|([^{}]{0,100}))?\}")]
    private static partial Regex Form();
}
