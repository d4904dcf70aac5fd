using System.Buffers;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// Tells what somebody wrote from the earlier mails that their program put below. What stands between quoted lines is an answer to them and is never
/// folded away; when nothing is left above, all of it is the text.
/// </summary>
internal static class QuotedHistory
{
    private const int MaxAttributionLines = 3;
    private const int MaxAttributionLength = 300;
    private const int HeaderBlockLines = 6;
    private const int MinRule = 5;

    /// <summary>Between dashes, in Outlook, QQ Mail, NetEase and Foxmail.</summary>
    private static readonly string[] SeparatorWords =
    [
        "original message", "forwarded message", "replied message", "original email", "reply message", "原始邮件", "原始郵件", "回复的原邮件", "转发的邮件", "转发邮件信息", "邮件原件", "原始信息",
        "ursprüngliche nachricht", "message d'origine", "message original", "mensaje original", "messaggio originale", "oorspronkelijk bericht", "mensagem original",
    ];

    private static readonly string[] SenderWords = ["from:", "发件人:", "发件人：", "寄件者:", "寄件者：", "寄件人:", "寄件人：", "von:", "de :", "de:", "da:", "van:"];

    private static readonly string[] OtherWords =
    [
        "sent:", "date:", "to:", "cc:", "subject:", "发送时间:", "发送时间：", "发送日期:", "发送日期：", "日期:", "日期：", "时间:", "时间：", "收件人:", "收件人：", "抄送:", "抄送：", "主题:", "主题：",
        "寄件日期:", "寄件日期：", "收件者:", "收件者：", "副本:", "副本：", "主旨:", "主旨：", "gesendet:", "an:", "betreff:", "envoyé :", "envoyé:", "à :", "à:", "objet :", "objet:",
        "enviado:", "enviado el:", "para:", "asunto:", "assunto:", "inviato:", "a:", "oggetto:", "verzonden:", "aan:", "onderwerp:",
    ];

    private static readonly string[] AttributionBeginnings = ["On ", "At ", "Am ", "Le ", "El ", "Il ", "Op ", "Em ", "在", "于", "於"];

    private static readonly string[] AttributionEnds =
        ["wrote:", "写道:", "写道：", "寫道:", "寫道：", "schrieb:", "a écrit :", "a écrit:", "escribió:", "ha scritto:", "schreef:", "escreveu:"];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <returns>The two together are the whole, to the letter; no second where nothing is folded.</returns>
    internal static (string Text, string? Quoted) Fold(string whole)
    {
        var lines = whole.Split('\n');
        var cut = Cut(lines);
        while (cut > 0 && string.IsNullOrWhiteSpace(lines[cut - 1]))
        {
            cut--;
        }

        if (cut == 0 || cut == lines.Length)
        {
            return (whole, null);
        }

        var text = string.Join('\n', lines, 0, cut).TrimEnd();
        return (text, whole[text.Length..]);
    }

    /// <returns>The first line of what is folded; the number of lines where nothing is.</returns>
    private static int Cut(string[] lines)
    {
        var quotes = QuotesAtTheEnd(lines);
        for (var at = 0; at < quotes; at++)
        {
            if (IsSeparator(lines[at]) || IsHeaderBlock(lines, at) || (AttributionLines(lines, at) is > 0 and var length && IsFollowedByTheirText(lines, at + length, quotes)))
            {
                return at;
            }
        }

        return quotes;
    }

    /// <summary>Where the lines with a mark before them begin that run to the end.</summary>
    private static int QuotesAtTheEnd(string[] lines)
    {
        var at = lines.Length;
        while (at > 0 && (lines[at - 1].StartsWith('>') || string.IsNullOrWhiteSpace(lines[at - 1])))
        {
            at--;
        }

        // Blank lines alone are no quote.
        return Array.Exists(lines[at..], line => line.StartsWith('>')) ? at : lines.Length;
    }

    /// <summary>
    /// After "somebody wrote" comes what they wrote: marked lines to the end, or lines that a program left unmarked. Marked lines with something below
    /// them are an answer from underneath.
    /// </summary>
    private static bool IsFollowedByTheirText(string[] lines, int at, int quotes)
    {
        while (at < lines.Length && string.IsNullOrWhiteSpace(lines[at]))
        {
            at++;
        }

        return at < lines.Length && (at >= quotes || !lines[at].StartsWith('>'));
    }

    private static bool IsSeparator(string line)
    {
        var trimmed = line.AsSpan().Trim();
        if (trimmed.Length is < MinRule or > MaxAttributionLength || trimmed[0] is not ('-' or '_' or '‐' or '—' or '*') || trimmed[^1] != trimmed[0])
        {
            return false;
        }

        var words = trimmed.Trim("-_‐—* ");
        foreach (var known in SeparatorWords)
        {
            if (words.Equals(known, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Outlook's way: sender, time, recipients and subject of the earlier mail, one below the other, with a rule above or none.</summary>
    private static bool IsHeaderBlock(string[] lines, int at)
    {
        var first = lines[at].AsSpan().Trim();
        if (first.Length >= MinRule && first.Trim("_-").IsEmpty)
        {
            return at + 1 < lines.Length && IsHeaderBlock(lines, Next(lines, at + 1));
        }

        if (!BeginsWithAny(lines[at], SenderWords))
        {
            return false;
        }

        var others = 0;
        for (var below = at + 1; below < lines.Length && below <= at + HeaderBlockLines; below++)
        {
            others += BeginsWithAny(lines[below], OtherWords) ? 1 : 0;
        }

        return others >= 2;
    }

    /// <summary>The next line that has something in it and is no rule, or the last.</summary>
    private static int Next(string[] lines, int at)
    {
        while (at < lines.Length - 1 && lines[at].AsSpan().Trim().Trim("_-").IsEmpty)
        {
            at++;
        }

        return at;
    }

    private static bool BeginsWithAny(string line, string[] words)
    {
        var text = line.AsSpan().TrimStart(" \t*>");
        foreach (var word in words)
        {
            if (text.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <returns>Over how many lines "on that day somebody wrote" goes; zero when it is none.</returns>
    private static int AttributionLines(string[] lines, int at)
    {
        var length = 0;
        var hasDigit = false;
        for (var below = at; below < lines.Length && below < at + MaxAttributionLines; below++)
        {
            var line = lines[below].AsSpan().Trim();
            length += line.Length;
            // It may be broken over lines only where its beginning tells it.
            if (line.IsEmpty || length > MaxAttributionLength || (below > at && !IsBeginning(lines[at])))
            {
                return 0;
            }

            hasDigit |= line.ContainsAny(Digits);
            if (hasDigit && IsEnd(line))
            {
                return below - at + 1;
            }
        }

        return 0;
    }

    private static bool IsBeginning(string line) =>
        Array.Exists(AttributionBeginnings, word => line.StartsWith(word, StringComparison.Ordinal)) || line.Contains('<', StringComparison.Ordinal);

    private static bool IsEnd(ReadOnlySpan<char> line)
    {
        foreach (var end in AttributionEnds)
        {
            if (line.EndsWith(end, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return line.EndsWith(":") && line.Contains(" schrieb ", StringComparison.Ordinal);
    }
}
