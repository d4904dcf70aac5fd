using System.Text;
using AngleSharp.Dom;
using Ganss.Xss;

namespace OmniFunctions.Channels.Email;

/// <summary>What a mail in HTML says, in plain text. It is cleaned first, so that nothing hidden or run by a browser gets through.</summary>
internal static class EmailHtml
{
    /// <summary>More is nobody's writing.</summary>
    private const int MaxHtmlLength = 512 * 1024;

    /// <summary>Of elements in elements. The parser's time grows with the square of it, so that it is held to before anything is parsed.</summary>
    private const int MaxDepth = 200;

    /// <summary>Elements of one mail.</summary>
    private const int MaxElements = 20_000;

    /// <summary>They are empty, or end where the next of them begins: they make nothing deeper.</summary>
    private static readonly HashSet<string> Flat = new(StringComparer.OrdinalIgnoreCase)
    {
        "br", "img", "hr", "meta", "input", "link", "col", "area", "base", "wbr", "source", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "option",
    };

    private static readonly System.Buffers.SearchValues<char> Letters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> FlatNames = Flat.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "P", "DIV", "TABLE", "TR", "UL", "OL", "LI", "H1", "H2", "H3", "H4", "H5", "H6", "BLOCKQUOTE", "PRE", "HR", "SECTION", "ARTICLE", "HEADER", "FOOTER",
    };

    /// <summary>Shared: it is safe for many callers as long as nobody changes its rules.</summary>
    private static readonly HtmlSanitizer Sanitizer = new();

    internal static string ToText(string html)
    {
        var dom = Sanitizer.SanitizeDom(html[..ReadableLength(html)]);
        var text = new StringBuilder();
        if (dom.Body is { } body)
        {
            Write(body, text, depth: 0, quoted: 0);
        }

        return Tidy(text.ToString());
    }

    /// <summary>Whether some of it is too much to be read: then the whole of it is kept beside the text.</summary>
    internal static bool IsTooMuch(string html) => ReadableLength(html) < html.Length;

    private static int ReadableLength(string html)
    {
        var depth = 0;
        var elements = 0;
        var length = Math.Min(html.Length, MaxHtmlLength);
        for (var at = html.IndexOf('<', StringComparison.Ordinal); at >= 0 && at < length - 1; at = html.IndexOf('<', at + 1))
        {
            var isEnd = html[at + 1] == '/';
            var rest = html.AsSpan(at + (isEnd ? 2 : 1));
            var end = rest.IndexOfAnyExcept(Letters);
            var name = end < 0 ? rest : rest[..end];
            if (name.IsEmpty)
            {
                continue;
            }

            elements += isEnd ? 0 : 1;
            depth = FlatNames.Contains(name) ? depth : isEnd ? Math.Max(depth - 1, 0) : depth + 1;
            if (depth > MaxDepth || elements > MaxElements)
            {
                return at;
            }
        }

        return length;
    }

    private static void Write(INode node, StringBuilder text, int depth, int quoted)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    Append(text, words.Data, quoted);
                    break;
                case IElement element when depth < MaxDepth:
                    WriteElement(element, text, depth, quoted);
                    break;
            }
        }
    }

    private static void WriteElement(IElement element, StringBuilder text, int depth, int quoted)
    {
        var name = element.TagName;
        if (name.Equals("BR", StringComparison.OrdinalIgnoreCase))
        {
            text.Append('\n');
            return;
        }

        if (name.Equals("IMG", StringComparison.OrdinalIgnoreCase))
        {
            Append(text, element.GetAttribute("alt") is { Length: > 0 } alt ? $"[{alt}]" : "", quoted);
            return;
        }

        var isBlock = Blocks.Contains(name);
        if (isBlock)
        {
            NewLine(text);
        }

        if (name.Equals("LI", StringComparison.OrdinalIgnoreCase))
        {
            Append(text, "• ", quoted);
        }

        Write(element, text, depth + 1, name.Equals("BLOCKQUOTE", StringComparison.OrdinalIgnoreCase) ? quoted + 1 : quoted);
        if (name.Equals("A", StringComparison.OrdinalIgnoreCase)
            && element.GetAttribute("href") is { } target
            && target.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && !element.TextContent.Contains(target, StringComparison.Ordinal))
        {
            Append(text, $" ({target})", quoted);
        }

        if (name.Equals("TD", StringComparison.OrdinalIgnoreCase) || name.Equals("TH", StringComparison.OrdinalIgnoreCase))
        {
            text.Append('\t');
        }

        if (isBlock)
        {
            NewLine(text);
        }
    }

    /// <summary>White space is one blank, as a browser shows it; a quoted line is marked at its beginning.</summary>
    private static void Append(StringBuilder text, string words, int quoted)
    {
        foreach (var letter in words)
        {
            var isSpace = letter is ' ' or '\t' or '\r' or '\n' or '\u00a0';
            var atStart = text.Length == 0 || text[^1] is '\n';
            if (isSpace && (atStart || text[^1] is ' ' or '\t'))
            {
                continue;
            }

            if (atStart && quoted > 0)
            {
                text.Append('>', Math.Min(quoted, 5)).Append(' ');
            }

            text.Append(isSpace ? ' ' : letter);
        }
    }

    private static void NewLine(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }
    }

    /// <summary>No blanks at the ends of lines, and at most one empty line between two.</summary>
    private static string Tidy(string text)
    {
        var lines = text.Split('\n').Select(line => line.TrimEnd());
        var tidy = new StringBuilder(text.Length);
        var wasEmpty = true;
        foreach (var line in lines)
        {
            if (line.Length > 0 || !wasEmpty)
            {
                tidy.Append(line).Append('\n');
            }

            wasEmpty = line.Length == 0;
        }

        return tidy.ToString().TrimEnd();
    }
}
