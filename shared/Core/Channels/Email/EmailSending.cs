using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Email;

/// <summary>Sends through SendGrid, in the thread of what is answered.</summary>
internal static class EmailSending
{
    internal const int MaxTextLength = 100_000;

    private const int MaxSubjectLength = 200;
    private const int MaxReferences = 20;
    private const int MaxReferencesLength = 900;
    private static readonly TimeSpan RatePause = TimeSpan.FromMinutes(1);
    private static readonly string[] Answered = ["re:", "re：", "回复:", "回复：", "答复:", "答复：", "回覆:", "回覆："];

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        if (account.Setting(EmailSettings.ApiKey) is not { } key || account.Setting(EmailSettings.From) is not { } from || ApiBase.Of(account, EmailSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var body = JsonBody.Of(json =>
        {
            WriteAddressee(json, message, from);
            json.WriteStartObject("from");
            json.WriteString("email", from);
            if (account.Setting(EmailSettings.FromName) is { } name)
            {
                json.WriteString("name", name);
            }

            json.WriteEndObject();
            json.WriteString("subject", Subject(message));
            // Comes back with the events: how a send whose answer was lost is found again.
            json.WriteStartObject("custom_args");
            json.WriteString("operation_id", message.OperationId);
            json.WriteEndObject();
            WriteContent(json, message.Content);
        });
        return new HttpDelivery("POST", new Uri(platform, "v3/mail/send"), JsonBody.ContentType, body) { Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + key } };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        var error = fault is null ? root.Array("errors").FirstOrDefault() : default;
        return response.Status switch
        {
            >= 200 and < 300 => new DeliveryOutcome.Delivered(response.Headers.GetValueOrDefault("x-message-id")),
            401 => Rejected(DeliveryRefusal.AuthenticationFailed, 401),
            403 => Rejected(error.String("field") == "from" ? DeliveryRefusal.AccountNotConfigured : DeliveryRefusal.NotPermitted, 403),
            413 => Rejected(DeliveryRefusal.TooLong, 413),
            429 => new DeliveryOutcome.Throttled(Reset(response) ?? now + (response.RetryAfter ?? RatePause)),
            400 when error.String("field")?.StartsWith("personalizations", StringComparison.Ordinal) is true => Rejected(DeliveryRefusal.RecipientUnknown, 400),
            >= 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, response.Status),
            // An answer of a gateway, or half of one: the mail may be out all the same.
            _ => new DeliveryOutcome.Unknown(),
        };
    }

    /// <summary>When the next one may be sent.</summary>
    private static DateTimeOffset? Reset(DeliveryResponse response) => ReplayWindow.Seconds(response.Headers.GetValueOrDefault("x-ratelimit-reset"));

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { Kind: ItemKind.Image or ItemKind.Voice or ItemKind.Video or ItemKind.File, File.Content.Length: > 0 } => null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static void WriteAddressee(Utf8JsonWriter json, OutgoingMessage message, string from)
    {
        json.WriteStartArray("personalizations");
        json.WriteStartObject();
        json.WriteStartArray("to");
        json.WriteStartObject();
        json.WriteString("email", message.Answers?.Details.GetValueOrDefault("reply_address").Text ?? message.Recipient);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("headers");
        json.WriteString("Message-ID", MessageId(message.OperationId, from));
        if (message.Answers is { MessageId: { } answered } answers && IsMessageId(answered))
        {
            json.WriteString("In-Reply-To", answered);
            json.WriteString("References", string.Join(' ', Thread(answers.Mail?.References ?? [], answered)));
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    /// <summary>Out of the operation's id: the same over all attempts, at our own domain.</summary>
    internal static string MessageId(string operationId, string from) =>
        $"<{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)).AsSpan(0, 16))}@{from[(from.LastIndexOf('@') + 1)..].TrimEnd('>')}>";

    /// <summary>The first says what thread it is; the last are where it stands.</summary>
    private static List<string> Thread(IReadOnlyList<string> earlier, string answered)
    {
        var ids = earlier.Where(IsMessageId).Where(id => id != answered).Append(answered).ToList();
        while (ids.Count > 2 && (ids.Count > MaxReferences || ids.Sum(id => id.Length + 1) > MaxReferencesLength))
        {
            ids.RemoveAt(1);
        }

        return ids;
    }

    private static bool IsMessageId(string id) => id.Length is > 2 and <= 514 && id[0] == '<' && id[^1] == '>' && !id.AsSpan(1, id.Length - 2).ContainsAny(EmailText.NotInIds);

    private static string Subject(OutgoingMessage message)
    {
        var earlier = message.Answers?.Mail?.Subject;
        var subject = earlier is null
            ? message.Text ?? (message.Content as OutgoingContent.Attachment)?.File.Name ?? ""
            : Array.Exists(Answered, prefix => earlier.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)) ? earlier : "Re: " + earlier;
        // One line: what stands behind a break would be another header.
        var line = subject.AsSpan().Trim();
        line = line.IndexOfAny('\r', '\n') is >= 0 and var end ? line[..end] : line;
        return line.IsEmpty ? "…" : TextCut.To(line.ToString(), MaxSubjectLength);
    }

    private static void WriteContent(Utf8JsonWriter json, OutgoingContent content)
    {
        var file = content as OutgoingContent.Attachment;
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text/plain");
        json.WriteString("value", (content as OutgoingContent.Text)?.Body is { Length: > 0 } body ? body : file?.Caption is { Length: > 0 } caption ? caption : file?.File.Name ?? " ");
        json.WriteEndObject();
        json.WriteEndArray();
        if (file is null)
        {
            return;
        }

        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteBase64String("content", file.File.Content.Span);
        json.WriteString("type", file.File.Mime);
        json.WriteString("filename", file.File.Name);
        json.WriteString("disposition", "attachment");
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, int status) => new(reason, status.ToString(CultureInfo.InvariantCulture));
}
