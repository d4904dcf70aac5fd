using System.Text;
using MimeKit.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// What a person reads in a mail of HTML, as plain text: nothing of it can run, load or hide where a link leads. Read as a stream of tokens, so that
/// no nesting is too deep.
/// </summary>
internal sealed class HtmlText
{
    private const int MaxQuoteDepth = 8;
    private const int MaxLinkLength = 2_000;
    private const int MaxNewLines = 2;

    /// <summary>Once a text is longer than can be kept, the rest of the page is of no use.</summary>
    private const int MaxOutput = 2 * MailText.MaxLength;

    private readonly StringBuilder text = new();
    private int newLines;
    private bool hasSpace;
    private int quotes;
    private int preformatted;
    private HtmlTagId? skipped;
    private string? link;
    private int linkBegan;

    /// <returns>The text, and whether that is all of it.</returns>
    internal static (string Text, bool IsWhole) Of(string html)
    {
        var reading = new HtmlText();
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (reading.text.Length < MaxOutput && tokens.ReadNextToken(out var token))
        {
            reading.Add(token);
        }

        return (reading.text.ToString(), reading.text.Length < MaxOutput);
    }

    private void Add(HtmlToken token)
    {
        switch (token)
        {
            case HtmlTagToken tag:
                Add(tag);
                break;
            case HtmlScriptDataToken:
                break;
            case HtmlDataToken data when skipped is null:
                Write(data.Data);
                break;
            default:
                // Comments and document types say nothing.
                break;
        }
    }

    private void Add(HtmlTagToken tag)
    {
        if (skipped is { } until)
        {
            // A head that is never closed ends where the body begins.
            if ((tag.IsEndTag && tag.Id == until) || (until == HtmlTagId.Head && tag.Id == HtmlTagId.Body))
            {
                skipped = null;
            }

            return;
        }

        switch (tag.Id)
        {
            case HtmlTagId.Head or HtmlTagId.Title or HtmlTagId.Script or HtmlTagId.Style:
                skipped = tag.IsEndTag || tag.IsEmptyElement ? null : tag.Id;
                break;
            case HtmlTagId.Br:
                Break(newLines + 1);
                break;
            case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6 or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.HR:
                Break(2);
                break;
            case HtmlTagId.Pre:
                preformatted = Math.Max(0, preformatted + (tag.IsEndTag ? -1 : 1));
                Break(2);
                break;
            case HtmlTagId.BlockQuote:
                Break(1);
                quotes = Math.Clamp(quotes + (tag.IsEndTag ? -1 : 1), 0, MaxQuoteDepth);
                break;
            case HtmlTagId.LI:
                Break(1);
                if (!tag.IsEndTag)
                {
                    Write("- ");
                }

                break;
            case HtmlTagId.TD or HtmlTagId.TH:
                hasSpace = true;
                break;
            case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.Section or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Body or HtmlTagId.DT or HtmlTagId.DD:
                Break(1);
                break;
            case HtmlTagId.Image when Attribute(tag, HtmlAttributeId.Alt) is { } alternative:
                Write($"[{alternative}]");
                break;
            case HtmlTagId.A:
                EndLink();
                if (!tag.IsEndTag)
                {
                    BeginLink(Attribute(tag, HtmlAttributeId.Href));
                }

                break;
            default:
                break;
        }
    }

    private void BeginLink(string? address)
    {
        link = address is { Length: <= MaxLinkLength } && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" or "mailto" ? address : null;
        linkBegan = text.Length;
    }

    /// <summary>Where it leads is said whenever the words do not.</summary>
    private void EndLink()
    {
        if (link is { } address && !text.ToString(linkBegan, text.Length - linkBegan).Contains(address[(address.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim('/'), StringComparison.OrdinalIgnoreCase))
        {
            Write($" ({address})");
        }

        link = null;
    }

    private static string? Attribute(HtmlTagToken tag, HtmlAttributeId id)
    {
        foreach (var attribute in tag.Attributes)
        {
            if (attribute.Id == id)
            {
                return attribute.Value?.Trim() is { Length: > 0 } value ? value : null;
            }
        }

        return null;
    }

    /// <summary>No gap is wider than one blank line, and none is written before something follows it.</summary>
    private void Break(int wanted)
    {
        hasSpace = false;
        newLines = Math.Max(newLines, Math.Min(wanted, MaxNewLines));
    }

    private void Write(string data)
    {
        foreach (var one in data)
        {
            if (preformatted > 0 && one == '\n')
            {
                Break(newLines + 1);
            }
            else if (one is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                hasSpace = true;
            }
            else
            {
                Begin();
                text.Append(one);
            }
        }
    }

    private void Begin()
    {
        if (text.Length == 0 || newLines > 0)
        {
            BeginLine();
        }
        else if (hasSpace)
        {
            text.Append(' ');
        }

        newLines = 0;
        hasSpace = false;
    }

    private void BeginLine()
    {
        for (var line = 0; line < newLines && text.Length > 0; line++)
        {
            // The blank line between two quoted ones is quoted.
            text.Append('>', line > 0 ? quotes : 0).Append('\n');
        }

        text.Append('>', quotes).Append(quotes > 0 ? " " : "");
    }
}
