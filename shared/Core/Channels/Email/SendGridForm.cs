using System.Text.Json;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>A mail as SendGrid takes it apart: fields of a form, each in a charset of its own, and the files.</summary>
internal static class SendGridForm
{
    /// <summary>Fields and files of one mail.</summary>
    private const int MaxParts = 200;

    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        if (Parts(request, payload) is not { } parts)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var charsets = Json(parts, "charsets");
        var envelope = EmailEnvelope.Of(Json(parts, "envelope"), Field("SPF"), Field("dkim"), Field("spam_score"));
        // In raw mode the mail itself is one of the fields.
        if (parts.TryGetValue("email", out var whole))
        {
            return EmailMessage.Read(EmailText.Bytes(whole), envelope, account);
        }

        var headers = EmailHeaders.Read(parts.TryGetValue("headers", out var head) ? EmailText.Bytes(head) : default);
        var attachments = parts.Where(part => part.Key.StartsWith("attachment", StringComparison.Ordinal) && part.Key.Length > "attachment".Length && char.IsAsciiDigit(part.Key[^1]))
            .Take(InboundItem.MaxAttachments)
            .Select(part => File(part.Value, Json(parts, "attachment-info").Object(part.Key)))
            .ToArray();
        return EmailMessage.Of(
            headers with { From = EmailHeaders.Mailbox(Field("from")) ?? headers.From, Subject = Field("subject") ?? headers.Subject },
            envelope,
            Field("text"),
            Field("html"),
            attachments,
            payload,
            account);

        string? Field(string name) => parts.TryGetValue(name, out var part) ? EmailText.Decode(EmailText.Bytes(part).Span, charsets.String(name)) : null;
    }

    /// <returns>By name, the first of each; null when it is no form.</returns>
    private static Dictionary<string, MimePart>? Parts(WebhookRequest request, ReadOnlyMemory<byte> payload)
    {
        if (request.Header("Content-Type") is not { Length: <= 1_024 } header || !ContentType.TryParse(header, out var type) || !type.IsMimeType("multipart", "form-data") || string.IsNullOrEmpty(type.Boundary))
        {
            return null;
        }

        if (EmailText.Parse(() => MimeEntity.Load(EmailText.Options, type, EmailText.Stream(payload))) is not Multipart form)
        {
            return null;
        }

        var parts = new Dictionary<string, MimePart>(StringComparer.Ordinal);
        foreach (var part in form.OfType<MimePart>().Take(MaxParts))
        {
            if (part.ContentDisposition?.Parameters["name"] is { Length: > 0 and <= 100 } name)
            {
                parts.TryAdd(name, part);
            }
        }

        return parts.Count > 0 ? parts : null;
    }

    private static JsonElement Json(Dictionary<string, MimePart> parts, string name)
    {
        if (!parts.TryGetValue(name, out var part))
        {
            return default;
        }

        var (root, fault) = JsonReading.ReadObject(EmailText.Bytes(part));
        return fault is null ? root : default;
    }

    private static Media File(MimePart part, JsonElement? info)
    {
        var bytes = EmailText.Bytes(part);
        return new Media(
            null, info?.String("type") ?? part.ContentType.MimeType, SizeBytes: bytes.Length, FileName: info?.String("filename") ?? info?.String("name") ?? part.FileName) { Content = bytes };
    }
}
