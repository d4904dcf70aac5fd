using System.Security.Cryptography;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>What a mail says and what goes with it. Of several forms of one text the plain one is taken.</summary>
internal sealed class MailBody
{
    private const int MaxNameLength = 200;

    private readonly List<string> texts = [];
    private readonly List<Media> files = [];
    private bool isCut;

    internal string Text { get; private set; } = "";

    /// <summary>No more than an item can have.</summary>
    internal IReadOnlyList<Media> Files => files.Count <= InboundItem.MaxAttachments ? files : files[..InboundItem.MaxAttachments];

    /// <summary>All there were.</summary>
    internal int FileCount => files.Count;

    /// <summary>Not all of the text is in <see cref="Text"/>; the whole of it is among the files.</summary>
    internal bool IsCut => isCut;

    internal static MailBody Of(MimeEntity? entity)
    {
        var body = new MailBody();
        if (entity is not null)
        {
            body.Add(entity);
        }

        return body.Done();
    }

    /// <summary>Of a form that has the texts and the files apart.</summary>
    /// <param name="plain">As decoded; null or blank where there is only the page.</param>
    internal static MailBody Of(string? plain, string? html, IEnumerable<Media> attached)
    {
        var body = new MailBody();
        body.files.AddRange(attached);
        if (!string.IsNullOrWhiteSpace(plain))
        {
            body.texts.Add(plain);
        }
        else if (html is not null)
        {
            body.AddPage(html);
        }

        return body.Done();
    }

    internal static Media FileOf(ReadOnlyMemory<byte> content, string? mime, string? name) =>
        new(null, Mime(mime), SizeBytes: content.Length, FileName: FileName(name)) { Content = content, Sha256 = Convert.ToHexStringLower(SHA256.HashData(content.Span)) };

    /// <summary>Undoes what RFC 3676 does to paragraphs.</summary>
    internal static string Unflowed(string text, ContentType? type) =>
        type?.Parameters["format"] is { } format && format.Trim().Equals("flowed", StringComparison.OrdinalIgnoreCase)
            ? FlowedText.Join(text, type.Parameters["delsp"]?.Trim().Equals("yes", StringComparison.OrdinalIgnoreCase) is true)
            : text;

    private MailBody Done()
    {
        var whole = MailText.Clean(string.Join("\n\n", texts));
        Text = MailText.Cut(whole, MailText.MaxLength);
        if (Text.Length < whole.Length && !isCut)
        {
            isCut = true;
            files.Insert(0, FileOf(System.Text.Encoding.UTF8.GetBytes(whole), "text/plain", "message.txt"));
        }

        return this;
    }

    private void Add(MimeEntity entity)
    {
        switch (entity)
        {
            case MultipartAlternative alternative:
                AddBest(alternative);
                break;
            case Multipart multipart:
                foreach (var part in multipart)
                {
                    Add(part);
                }

                break;
            case TextPart text when IsWords(text):
                AddText(text);
                break;
            default:
                Attach(entity);
                break;
        }
    }

    private void AddBest(Multipart alternatives)
    {
        var best = alternatives.FirstOrDefault(part => Leaves(part).Any(leaf => leaf is TextPart { IsHtml: false } text && IsWords(text) && !IsBlank(text)))
            ?? alternatives.LastOrDefault(part => Leaves(part).Any(leaf => leaf is TextPart text && IsWords(text)))
            ?? alternatives.LastOrDefault();
        foreach (var part in alternatives)
        {
            if (part == best)
            {
                Add(part);
                continue;
            }

            // The other forms say the same; pictures within them are there once only.
            foreach (var leaf in Leaves(part).Where(leaf => leaf is not TextPart text || !IsWords(text)))
            {
                Attach(leaf);
            }
        }
    }

    private static IEnumerable<MimeEntity> Leaves(MimeEntity entity) => entity is Multipart multipart ? multipart.SelectMany(Leaves) : [entity];

    private static bool IsWords(TextPart text) => !text.IsAttachment && text.FileName is null && (text.IsHtml || text.ContentType.IsMimeType("text", "plain") || text.ContentType.IsMimeType("text", "enriched"));

    private static bool IsBlank(TextPart text) => string.IsNullOrWhiteSpace(MailCharset.Decode(Bytes(text), text.ContentType.Charset));

    private void AddText(TextPart text)
    {
        var bytes = Bytes(text);
        if (bytes.Length > MailCharset.MaxBytes)
        {
            Attach(text);
        }

        var decoded = MailCharset.Decode(bytes, text.ContentType.Charset);
        if (text.IsHtml)
        {
            AddPage(decoded);
        }
        else if (!string.IsNullOrWhiteSpace(decoded))
        {
            texts.Add(Unflowed(decoded, text.ContentType));
        }
    }

    private void AddPage(string html)
    {
        var (words, isWhole) = HtmlText.Of(html);
        if (!isWhole)
        {
            isCut = true;
            files.Insert(0, FileOf(System.Text.Encoding.UTF8.GetBytes(html), "text/html", "message.html"));
        }

        if (!string.IsNullOrWhiteSpace(words))
        {
            texts.Add(words);
        }
    }

    private void Attach(MimeEntity entity)
    {
        switch (entity)
        {
            case MimePart part:
                files.Add(FileOf(Bytes(part), part.ContentType.MimeType, part.FileName));
                break;
            case MessagePart { Message: { } message } forwarded:
                using (var stream = new MemoryStream())
                {
                    message.WriteTo(stream);
                    files.Add(FileOf(stream.ToArray(), "message/rfc822", forwarded.ContentDisposition?.FileName ?? "message.eml"));
                }

                break;
            default:
                // A part without content.
                break;
        }
    }

    private static byte[] Bytes(MimePart part)
    {
        using var stream = new MemoryStream();
        part.Content?.DecodeTo(stream);
        return stream.ToArray();
    }

    /// <summary>A name only: where to put it is not the sender's to say, nor how it looks from the right.</summary>
    private static string? FileName(string? name)
    {
        if (MailText.Line(name) is not { } line)
        {
            return null;
        }

        var last = line[(line.LastIndexOfAny(['/', '\\']) + 1)..];
        var plain = string.Concat(last.Where(one => one is not (>= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069' or '\u200E' or '\u200F'))).Trim();
        return plain is "" or "." or ".." ? null : plain.Length <= MaxNameLength ? plain : MailText.Cut(plain, MaxNameLength - 20) + MailText.Cut(Path.GetExtension(plain), 20);
    }

    private static string Mime(string? mime) => mime is { Length: > 0 and <= 100 } && ContentType.TryParse(MailParsing.Options, mime, out var type) ? type.MimeType.ToLowerInvariant() : "application/octet-stream";
}
