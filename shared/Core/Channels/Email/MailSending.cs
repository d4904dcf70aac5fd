using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Email;

/// <summary>A mail that leaves as an answer in its thread: through SendGrid (v3 mail/send), or a mail server where the account names one.</summary>
internal static class MailSending
{
    internal const int MaxTextLength = 100_000;

    /// <summary>A whole mail may have 30 MB, and Base64 makes four bytes of three.</summary>
    internal const long MaxFileBytes = 20 * 1024 * 1024;

    private const int MaxSubjectLength = 300;

    /// <summary>Programs need the first and the last ones; longer headers are cut on the way.</summary>
    private const int MaxReferences = 20;

    /// <summary>A line of a mail has 998 characters at most.</summary>
    private const int MaxReferencesLength = 900;

    private static readonly TimeSpan RatePause = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRatePause = TimeSpan.FromHours(1);
    private static readonly string[] AnswerWords = ["re:", "re：", "回复:", "回复：", "答复:", "答复：", "回覆:", "回覆：", "aw:", "sv:"];

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        if (account.Setting(EmailSettings.From) is not { } from || !MailAddress.IsOne(MailAddress.Fold(from)))
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var recipient = Recipient(message);
        if (!MailAddress.IsOne(recipient))
        {
            return new ImpossibleDelivery(DeliveryRefusal.RecipientUnknown);
        }

        if (account.Setting(EmailSettings.SmtpUrl) is not null)
        {
            return MailServer.Of(account, EmailSettings.SmtpUrl, "smtp") is { } server
                ? MailSubmission.Compose(message, account, accessToken, server, from.Trim(), recipient)
                : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (account.Setting(EmailSettings.ApiKey) is not { } apiKey || ApiBase.Of(account, EmailSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        var body = JsonBody.Of(json => Write(json, message, account, from.Trim(), recipient));
        return new HttpDelivery("POST", new Uri(platform, "v3/mail/send"), JsonBody.ContentType, body)
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = "Bearer " + apiKey },
        };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) =>
        response.Headers.GetValueOrDefault(MailServer.Stage) is { } stage ? MailSubmission.Interpret(response, stage, now) : OfSendGrid(response, now);

    private static DeliveryOutcome OfSendGrid(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        202 or 200 => new DeliveryOutcome.Delivered(response.Headers.GetValueOrDefault("x-message-id") is { Length: > 0 and <= Limits.MaxIdLength } id ? id : null),
        429 => new DeliveryOutcome.Throttled(Resumes(response, now)),
        401 => new DeliveryOutcome.Rejected(DeliveryRefusal.AuthenticationFailed, "401"),
        // The sender is not verified, or the key lacks the right to send.
        403 => new DeliveryOutcome.Rejected(Field(response) == "from" ? DeliveryRefusal.AccountNotConfigured : DeliveryRefusal.NotPermitted, "403"),
        413 => new DeliveryOutcome.Rejected(DeliveryRefusal.TooLong, "413"),
        >= 400 and < 500 and not 408 => Refused(response),
        // Of our own gateway or of theirs, half way or at the end: it may be out.
        _ => new DeliveryOutcome.Unknown(),
    };

    /// <summary>Their words may quote the mail; the field at fault does not.</summary>
    private static DeliveryOutcome.Rejected Refused(DeliveryResponse response)
    {
        var field = Field(response);
        return new DeliveryOutcome.Rejected(
            field?.StartsWith("personalizations", StringComparison.Ordinal) is true && field.Contains(".to", StringComparison.Ordinal) ? DeliveryRefusal.RecipientUnknown : DeliveryRefusal.PlatformError,
            field ?? response.Status.ToString(CultureInfo.InvariantCulture));
    }

    private static string? Field(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return fault is null ? root.Array("errors").FirstOrDefault().Id("field") : null;
    }

    private static DateTimeOffset Resumes(DeliveryResponse response, DateTimeOffset now)
    {
        var pause = response.RetryAfter ?? (ReplayWindow.Seconds(response.Headers.GetValueOrDefault("x-ratelimit-reset")) is { } reset && reset > now ? reset - now : RatePause);
        return now + (pause < LongestRatePause ? pause : LongestRatePause);
    }

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { File.Content.Length: 0 } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Attachment attachment => attachment.File.Content.Length > MaxFileBytes || attachment.Caption?.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static void Write(Utf8JsonWriter json, OutgoingMessage message, ChannelAccount account, string from, string recipient)
    {
        var key = MailThread.KeyOf(account)!;
        json.WriteStartArray("personalizations");
        json.WriteStartObject();
        json.WriteStartArray("to");
        json.WriteStartObject();
        json.WriteString("email", recipient);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("headers");
        json.WriteString("Message-ID", MailThread.MessageId(message.OperationId, from, key));
        if (ThreadOf(message.Answers) is { } thread)
        {
            json.WriteString("In-Reply-To", thread.InReplyTo);
            json.WriteString("References", thread.References);
        }

        // Who is away answers people, not us: an answer of a machine would open the conversation again.
        json.WriteString("X-Auto-Response-Suppress", "OOF, AutoReply");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        WriteAddress(json, "from", from, account.Setting(EmailSettings.FromName));
        if (account.Setting(EmailSettings.PlusReplies) == EmailSettings.On)
        {
            WriteAddress(json, "reply_to", MailThread.ReplyAddress(from, MailAddress.Fold(message.Recipient), key), account.Setting(EmailSettings.FromName));
        }

        json.WriteStartObject("custom_args");
        json.WriteString(SendGridEvents.OperationArgument, message.OperationId);
        json.WriteEndObject();
        json.WriteString("subject", Subject(message.Answers?.Mail?.Subject, account));
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text/plain");
        json.WriteString("value", Words(message.Content));
        json.WriteEndObject();
        json.WriteEndArray();
        if (message.Content is OutgoingContent.Attachment { File: var file })
        {
            json.WriteStartArray("attachments");
            json.WriteStartObject();
            json.WriteBase64String("content", file.Content.Span);
            json.WriteString("type", file.Mime);
            json.WriteString("filename", file.Name);
            json.WriteString("disposition", "attachment");
            json.WriteEndObject();
            json.WriteEndArray();
        }
    }

    /// <summary>
    /// Where an answer is wanted, if it is proven who wants it: whoever writes under a customer's name and asks for the answer elsewhere would get what
    /// is meant for the customer.
    /// </summary>
    private static string Recipient(OutgoingMessage message) =>
        message.Answers?.Details is { } details && details.GetValueOrDefault("sender_proven").Flag is true && details.GetValueOrDefault("reply_address").Text is { } elsewhere
            ? elsewhere
            : message.Recipient;

    /// <summary>RFC 5322, 3.6.4: the mail that is answered, and before it all that led there.</summary>
    /// <returns>Null where no mail is answered that has an id.</returns>
    internal static (string InReplyTo, string References)? ThreadOf(AnsweredItem? answers)
    {
        if (answers?.MessageId is not { } parent || MailThread.Ids(parent) is not [var only] || only != parent)
        {
            return null;
        }

        var earlier = answers.Mail?.References is { Count: > 0 } references ? references : answers.Mail?.InReplyTo is { } before ? [before] : [];
        var ids = earlier.Where(id => id != parent).Append(parent).ToList();
        while (ids.Count > 2 && (ids.Count > MaxReferences || ids.Sum(id => id.Length + 1) > MaxReferencesLength))
        {
            ids.RemoveAt(1);
        }

        return (parent, string.Join(' ', ids));
    }

    private static void WriteAddress(Utf8JsonWriter json, string member, string address, string? name)
    {
        json.WriteStartObject(member);
        json.WriteString("email", address);
        if (MailText.Line(name) is { } line)
        {
            json.WriteString("name", line);
        }

        json.WriteEndObject();
    }

    internal static string Subject(string? theirs, ChannelAccount account)
    {
        if (MailText.Line(theirs) is not { } subject)
        {
            return MailText.Line(account.Setting(EmailSettings.Subject)) ?? $"来信 / Message: {account.Setting(EmailSettings.FromName) ?? account.Setting(EmailSettings.From)}";
        }

        // An answer to an answer says so once.
        while (Array.Find(AnswerWords, word => subject.StartsWith(word, StringComparison.OrdinalIgnoreCase)) is { } word)
        {
            subject = subject[word.Length..].TrimStart();
        }

        return "Re: " + TextCut.To(subject, MaxSubjectLength);
    }

    /// <summary>SendGrid takes no mail without words; a file without any says its name.</summary>
    internal static string Words(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text,
        OutgoingContent.Attachment attachment => string.IsNullOrWhiteSpace(attachment.Caption) ? attachment.File.Name : attachment.Caption,
        _ => throw new InvalidOperationException($"No words of {content.GetType().Name}."),
    };
}
