using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>Brings a mail's text into one form: lines end with a line feed, and nothing in it steers a terminal or breaks an encoder.</summary>
internal static class MailText
{
    /// <summary>Code units of what is kept as text. A longer one goes along whole, as a file.</summary>
    internal const int MaxLength = 32_768;

    private const int MaxLineLength = 998;

    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var one = text[at];
            switch (one)
            {
                case '\r':
                    if (at + 1 == text.Length || text[at + 1] != '\n')
                    {
                        clean.Append('\n');
                    }

                    break;
                case '\n' or '\t':
                    clean.Append(one);
                    break;
                case '\uFEFF':
                    break;
                default:
                    if (char.IsHighSurrogate(one) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                    {
                        clean.Append(one).Append(text[++at]);
                    }
                    else if (char.IsSurrogate(one))
                    {
                        clean.Append('\uFFFD');
                    }
                    else if (!char.IsControl(one))
                    {
                        clean.Append(one);
                    }

                    break;
            }
        }

        return clean.ToString().TrimEnd().TrimStart('\n');
    }

    /// <summary>One line, as of a subject or a name.</summary>
    /// <returns>Null when nothing is in it.</returns>
    internal static string? Line(string? text) =>
        text is not null && Clean(text).ReplaceLineEndings(" ").Replace('\t', ' ').Trim() is { Length: > 0 } line ? TextCut.To(line, MaxLineLength) : null;

    /// <returns>At most as many code units, never half of a character.</returns>
    internal static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
