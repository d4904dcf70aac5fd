namespace OmniFunctions.Channels.Email;

/// <summary>
/// Parts what was newly written from the earlier mails below it. It parts only where a line says that another mail begins and nothing new follows:
/// who answers between the lines is shown whole, and a quotation without such a line is the writer's own.
/// </summary>
internal static class EmailQuote
{
    /// <summary>"On ... wrote:" may be broken into as many lines.</summary>
    private const int MaxAttributionLines = 3;

    private const int MaxAttributionLength = 400;

    /// <summary>Lines of a head that stand below its first.</summary>
    private const int HeadLines = 5;

    private static readonly string[] Wrote = ["wrote:", "写道:", "写道：", "寫道:", "寫道：", "a écrit :", "a écrit:", "escribió:", "schrieb:", "さんは書きました:"];
    private static readonly string[] Rules = ["Original Message", "原始邮件", "原始郵件", "Original-Nachricht", "Ursprüngliche Nachricht", "Message d'origine", "元のメッセージ"];
    private static readonly string[] HeadBegins = ["From:", "发件人:", "发件人：", "寄件者:", "寄件者：", "Von:", "De :", "De:"];
    private static readonly string[] HeadGoesOn = ["Sent:", "Date:", "To:", "Subject:", "发送时间", "日期", "收件人", "主题", "寄件日期", "收件者", "Gesendet:", "Envoyé", "Enviado"];

    /// <returns>The text without what stood below, and that; null where nothing stood below.</returns>
    internal static (string Text, string? Quoted) Fold(string text)
    {
        var lines = text.Split('\n');
        for (var at = 1; at < lines.Length; at++)
        {
            if (!Begins(lines, at, out var length))
            {
                continue;
            }

            // A rule of underscores above the head belongs to it.
            var start = at > 1 && lines[at - 1].Trim() is { Length: >= 8 } rule && rule.All(letter => letter is '_' or '-') ? at - 1 : at;
            var said = string.Join('\n', lines[..start]).TrimEnd();
            return said.Length == 0 || GoesOnAfter(lines, at + length)
                ? (text, null)
                : (said, string.Join('\n', lines[start..]).Trim());
        }

        return (text, null);
    }

    private static bool Begins(string[] lines, int at, out int length)
    {
        length = 1;
        var line = lines[at].Trim();
        if (line.Length is 0 or > MaxAttributionLength || line[0] == '>')
        {
            return false;
        }

        if (line[0] == '-' && line[^1] == '-' && Array.Exists(Rules, rule => line.Contains(rule, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if (Array.Exists(HeadBegins, word => line.StartsWith(word, StringComparison.OrdinalIgnoreCase) || line.StartsWith("*" + word, StringComparison.OrdinalIgnoreCase)))
        {
            return lines.Skip(at + 1).Take(HeadLines).Count(IsOfHead) >= 2;
        }

        return IsAttribution(lines, at, line, out length);
    }

    private static bool IsOfHead(string line) => Array.Exists(HeadGoesOn, word => line.TrimStart(' ', '*').StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static bool IsAttribution(string[] lines, int at, string line, out int length)
    {
        var joined = line;
        for (length = 1; length <= MaxAttributionLines; length++)
        {
            if (Array.Exists(Wrote, word => joined.EndsWith(word, StringComparison.OrdinalIgnoreCase)))
            {
                // A sentence that ends so is none: before another mail there is a date or an address.
                return joined.Any(char.IsAsciiDigit) || joined.Contains('@', StringComparison.Ordinal);
            }

            if (at + length >= lines.Length || !line.StartsWith("On ", StringComparison.Ordinal) || lines[at + length].Trim() is not { Length: > 0 and <= MaxAttributionLength } next)
            {
                break;
            }

            joined += " " + next;
        }

        length = 1;
        return false;
    }

    /// <summary>Below marked lines stands one that is not: somebody answers between the lines.</summary>
    private static bool GoesOnAfter(string[] lines, int from)
    {
        var wasMarked = false;
        for (var at = from; at < lines.Length; at++)
        {
            var line = lines[at].TrimStart();
            if (line.StartsWith('>'))
            {
                wasMarked = true;
            }
            else if (wasMarked && line.Length > 0)
            {
                return true;
            }
        }

        return false;
    }
}
