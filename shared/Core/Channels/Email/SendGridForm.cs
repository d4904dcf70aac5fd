using System.Security.Cryptography;
using System.Text.Json;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>A mail as SendGrid's Inbound Parse posts it: taken apart into fields, each in a charset of its own, or whole in one.</summary>
internal static class SendGridForm
{
    private const int MaxScoreLength = 16;

    /// <summary>What makes a mail the same in a second post of it, of one that has no id.</summary>
    private static readonly string[] Distinguishing = ["headers", "from", "subject", "text", "html"];

    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        if (MultipartForm.Read(request.Header("Content-Type"), payload) is not { } parts)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var form = new Fields(parts);
        var envelope = form.Json("envelope");
        // RFC 5321: what a mail system itself writes has no sender to answer to.
        if (envelope?.String("from") is { } path && path.Trim(' ', '<', '>').Length == 0)
        {
            return new Parsed.Items();
        }

        IReadOnlyList<string> recipients = [.. Texts(envelope, "to").Select(MailAddress.Fold).Where(MailAddress.IsOne).Take(Mail.MaxReferences)];
        if (form.Bytes("email") is { } whole)
        {
            return MimeMail.Read(whole, account, recipients, Checks(form, envelope, MailAddress.Read(form.Text("from"))));
        }

        var headers = form.Bytes("headers") is { } raw ? MailParsing.Headers(raw) : [];
        var from = MailAddress.Read(form.Text("from"));
        return new MailItem
        {
            Headers = headers,
            Body = MailBody.Of(Plain(form, headers), form.Text("html"), Files(parts, form.Json("attachment-info"))),
            From = from is [var first, ..] ? first : MimeMail.SenderOf(headers),
            Subject = form.Text("subject") ?? headers.Text(HeaderId.Subject),
            Recipients = recipients is not [] ? recipients : MailAddress.Read(form.Text("to")) is { Count: > 0 } to ? [.. to.Select(one => one.Address)] : MimeMail.RecipientsOf(headers),
            Fingerprint = Fingerprint(form),
            Details = Checks(form, envelope, from),
        }.Read(account);
    }

    private static string? Plain(Fields form, HeaderList headers) =>
        form.Text("text") is { } text
            ? MailBody.Unflowed(text, headers[HeaderId.ContentType] is { } type && ContentType.TryParse(MailParsing.Options, type, out var read) && read.IsMimeType("text", "plain") ? read : null)
            : null;

    private static IEnumerable<Media> Files(IReadOnlyList<FormPart> parts, JsonElement? information) => parts
        .Where(part => part.FileName is not null || part.Name.StartsWith("attachment", StringComparison.Ordinal) && part.Name.Length > 10 && char.IsAsciiDigit(part.Name[10]))
        .Select(part => (Part: part, About: information?.Object(part.Name)))
        .Select(file => MailBody.FileOf(file.Part.Content, file.About?.String("type") ?? file.Part.ContentType, file.About?.String("filename") ?? file.About?.String("name") ?? file.Part.FileName));

    /// <summary>What SendGrid found of who really sent it. It decides nothing here; whoever answers sees it.</summary>
    private static Dictionary<string, Detail> Checks(Fields form, JsonElement? envelope, IReadOnlyList<(string Address, string? Name)> from)
    {
        var spf = form.Text("SPF") is { Length: > 0 and <= MaxScoreLength } word ? word.ToLowerInvariant() : null;
        var details = new Dictionary<string, Detail>().Put("spf", spf).Put("spam_score", form.Text("spam_score") is { Length: > 0 and <= MaxScoreLength } score ? score : null);
        if (from is not [var (sender, _), ..] || (spf is null && form.Text("dkim") is null))
        {
            return details;
        }

        var domain = MailAddress.Domain(sender);
        var isSigned = form.Text("dkim")?.ToLowerInvariant().Contains($"@{domain} : pass", StringComparison.Ordinal) is true;
        var isFromTheirServer = spf == "pass" && envelope?.String("from") is { } path && MailAddress.Domain(MailAddress.Fold(path)) == domain;
        return details.Put("sender_proven", isSigned || isFromTheirServer);
    }

    private static string Fingerprint(Fields form)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in Distinguishing)
        {
            var bytes = form.Bytes(name) ?? default;
            digest.AppendData(BitConverter.GetBytes(bytes.Length));
            digest.AppendData(bytes.Span);
        }

        return "sha256:" + Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    private static IEnumerable<string> Texts(JsonElement? element, string name) =>
        element is { } json ? json.Array(name).Where(one => one.ValueKind == JsonValueKind.String).Select(one => one.GetString()!) : [];

    /// <summary>The fields that are no files, each decoded by what <c>charsets</c> says of it.</summary>
    private sealed class Fields
    {
        private readonly Dictionary<string, ReadOnlyMemory<byte>> bytes = new(StringComparer.Ordinal);
        private readonly JsonElement? charsets;

        internal Fields(IReadOnlyList<FormPart> parts)
        {
            foreach (var part in parts.Where(part => part.FileName is null))
            {
                bytes.TryAdd(part.Name, part.Content);
            }

            charsets = Json("charsets");
        }

        /// <returns>Null when there is no such field; a bare null would become an empty one.</returns>
        internal ReadOnlyMemory<byte>? Bytes(string name) => bytes.TryGetValue(name, out var content) ? content : default(ReadOnlyMemory<byte>?);

        internal string? Text(string name) => Bytes(name) is { } content ? MailCharset.Decode(content.Span, charsets?.String(name)) : null;

        internal JsonElement? Json(string name) => Bytes(name) is { } content && JsonReading.ReadObject(content) is { Fault: null } read ? read.Root : null;
    }
}
