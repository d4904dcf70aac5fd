using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>A mail as one item: what was newly written, what stood below it, and its files.</summary>
internal static class EmailMessage
{
    /// <summary>Of the text that goes along; the whole of a longer one is a file beside it.</summary>
    private const int MaxTextLength = 65_536;

    private const int MaxSubjectLength = 998;

    /// <summary>The mail as it travels (RFC 5322).</summary>
    internal static Parsed Read(ReadOnlyMemory<byte> mail, EmailEnvelope envelope, ChannelAccount account)
    {
        if (mail.IsEmpty || EmailText.Parse(() => MimeMessage.Load(EmailText.Options, EmailText.Stream(mail))) is not { } message)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var texts = EmailText.Parse(() => Bodies(message));
        return Of(EmailHeaders.Of(message.Headers), envelope, texts?.Text, texts?.Html, EmailText.Parse(() => Files(message)) ?? [], mail, account);
    }

    internal static Parsed Of(EmailHeaders headers, EmailEnvelope envelope, string? text, string? html, IReadOnlyList<Media> files, ReadOnlyMemory<byte> whole, ChannelAccount account)
    {
        if (headers.From is not { } from)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var sender = from.Address.ToLowerInvariant();
        if (headers.IsAutomatic || envelope.From is "" or "<>" || sender == account.Setting(EmailSettings.From)?.ToLowerInvariant())
        {
            return new Parsed.Items();
        }

        var written = (string.IsNullOrWhiteSpace(text) ? html is null ? "" : EmailHtml.ToText(html) : text).ReplaceLineEndings("\n").Trim().Replace("\0", "", StringComparison.Ordinal);
        if (string.IsNullOrWhiteSpace(text) && html is not null && EmailHtml.IsTooMuch(html))
        {
            files = [Kept("message.html", "text/html", html), .. files];
        }

        var (said, quoted) = EmailQuote.Fold(written);
        var id = headers.MessageId ?? $"<{Convert.ToHexStringLower(SHA256.HashData(whole.Span))}@unnamed>";
        return new Parsed.Items(new InboundItem
        {
            Kind = ItemKind.Email,
            Sender = sender,
            Recipient = envelope.To ?? headers.To,
            MessageId = id,
            DedupeKey = id,
            SentAt = headers.Date,
            Text = said.Length > MaxTextLength ? TextCut.To(said, MaxTextLength) : said,
            DisplayName = from.Name is { Length: > 0 and <= 200 } name ? name : null,
            Mail = new Mail(headers.Subject is { } subject ? TextCut.To(subject.Trim(), MaxSubjectLength) : null, headers.InReplyTo, headers.References)
            {
                Quoted = quoted?.Length > MaxTextLength ? TextCut.To(quoted, MaxTextLength) : quoted,
                Copies = headers.Copies,
            },
            Attachments = Attachments(files, said),
            Details = new Dictionary<string, Detail>()
                .Put("reply_address", headers.ReplyTo is { } reply && !reply.Equals(sender, StringComparison.OrdinalIgnoreCase) ? reply : null)
                .Put("spf", envelope.Spf)
                .Put("dkim", envelope.Dkim)
                .Put("spam_score", envelope.SpamScore),
        });
    }

    private static Media[]? Attachments(IReadOnlyList<Media> files, string said)
    {
        if (said.Length > MaxTextLength)
        {
            files = [Kept("message.txt", "text/plain", said), .. files];
        }

        return files.Count == 0 ? null : [.. files.Take(InboundItem.MaxAttachments)];
    }

    private static Media Kept(string name, string mime, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new Media(null, mime, SizeBytes: bytes.Length, FileName: name) { Content = bytes };
    }

    private static Texts Bodies(MimeMessage message) => new(
        message.BodyParts.OfType<TextPart>().FirstOrDefault(part => !part.IsAttachment && part.IsPlain) is { } plain ? Flowed(plain) : null,
        message.BodyParts.OfType<TextPart>().FirstOrDefault(part => !part.IsAttachment && part.IsHtml) is { } html ? EmailText.Decode(EmailText.Bytes(html).Span, html.ContentType.Charset) : null);

    /// <summary>A paragraph broken into lines for old readers (RFC 3676) is one again.</summary>
    private static string Flowed(TextPart part)
    {
        var text = EmailText.Decode(EmailText.Bytes(part).Span, part.ContentType.Charset);
        if (!part.IsFlowed)
        {
            return text;
        }

        var joined = new StringBuilder(text.Length);
        var isOpen = false;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var unstuffed = line.StartsWith(' ') ? line[1..] : line;
            joined.Append(isOpen || joined.Length == 0 ? "" : "\n").Append(unstuffed);
            isOpen = unstuffed.EndsWith(' ') && unstuffed != "-- " && !unstuffed.StartsWith('>');
        }

        return joined.ToString();
    }

    private static Media[] Files(MimeMessage message) =>
        [.. message.BodyParts.Where(IsFile).Take(InboundItem.MaxAttachments).Select(File)];

    private static bool IsFile(MimeEntity part) => part.IsAttachment || part is MessagePart or (MimePart and not TextPart) || (part is TextPart text && !text.IsPlain && !text.IsHtml);

    private static Media File(MimeEntity entity)
    {
        if (entity is MimePart part)
        {
            var bytes = EmailText.Bytes(part);
            return new Media(null, part.ContentType.MimeType, SizeBytes: bytes.Length, FileName: part.FileName) { Content = bytes };
        }

        // A mail in the mail.
        using var stream = new MemoryStream();
        (entity as MessagePart)?.Message?.WriteTo(stream);
        var mail = stream.ToArray();
        return new Media(null, "message/rfc822", SizeBytes: mail.Length, FileName: "message.eml") { Content = mail };
    }

    private sealed record Texts(string? Text, string? Html);
}
