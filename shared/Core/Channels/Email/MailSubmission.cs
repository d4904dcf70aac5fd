using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>
/// A mail that leaves through a mail server of the company's own or of its provider. Its id is the operation's: where an outcome is not known, the server's
/// log and the customer's mailbox tell by it, and a mail sent again shows once in programs that look at ids.
/// </summary>
internal static class MailSubmission
{
    private const int BoundaryLength = 24;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly FormatOptions AsItTravels = Lines();

    /// <param name="from">The address we write from.</param>
    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken, Uri server, string from, string recipient)
    {
        if (MailServer.SignIn(account, accessToken) is not { } headers || MailThread.KeyOf(account) is not { } key || !MailboxAddress.TryParse(MailParsing.Options, from, out var sender))
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (!MailboxAddress.TryParse(MailParsing.Options, recipient, out var customer))
        {
            return new ImpossibleDelivery(DeliveryRefusal.RecipientUnknown);
        }

        headers[MailServer.Sender] = from;
        headers[MailServer.Recipient] = recipient;
        using var mail = Mail(message, account, new MailboxAddress(MailText.Line(account.Setting(EmailSettings.FromName)), sender.Address), customer, key);
        using var bytes = new MemoryStream();
        mail.WriteTo(AsItTravels, bytes);
        return new HttpDelivery(MailServer.Submit, server, "message/rfc822", bytes.ToArray()) { Headers = headers };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, string stage, DateTimeOffset now) => response.Status switch
    {
        >= 200 and < 300 => new DeliveryOutcome.Delivered(response.Headers.GetValueOrDefault(MailServer.MessageId) is { Length: > 0 and <= Limits.MaxIdLength } id ? id : null),
        // Of a token. Where a password signs in there is none to renew, and whoever sends says so.
        _ when stage == MailServer.AtSignIn => new DeliveryOutcome.TokenExpired(),
        >= 400 and < 500 => new DeliveryOutcome.Throttled(now + Pause),
        552 or 523 => Rejected(DeliveryRefusal.TooLong, response),
        _ => Rejected(
            stage switch
            {
                MailServer.AtRecipient => DeliveryRefusal.RecipientUnknown,
                // The mailbox may not send under this address, or the words are taken for spam.
                MailServer.AtSender => DeliveryRefusal.AccountNotConfigured,
                _ => DeliveryRefusal.NotPermitted,
            },
            response),
    };

    private static MimeMessage Mail(OutgoingMessage message, ChannelAccount account, MailboxAddress from, MailboxAddress to, string key)
    {
        var mail = new MimeMessage { Date = message.At, Subject = MailSending.Subject(message.Answers?.Mail?.Subject, account) };
        mail.From.Add(from);
        mail.To.Add(to);
        if (account.Setting(EmailSettings.PlusReplies) == EmailSettings.On)
        {
            mail.ReplyTo.Add(new MailboxAddress(from.Name, MailThread.ReplyAddress(from.Address, MailAddress.Fold(message.Recipient), key)));
        }

        mail.Headers.Replace(HeaderId.MessageId, MailThread.MessageId(message.OperationId, from.Address, key));
        if (MailSending.ThreadOf(message.Answers) is { } thread)
        {
            mail.Headers.Replace(HeaderId.InReplyTo, thread.InReplyTo);
            mail.Headers.Replace(HeaderId.References, thread.References);
        }

        // Who is away answers people, not us: an answer of a machine would open the conversation again.
        mail.Headers.Add("X-Auto-Response-Suppress", "OOF, AutoReply");
        mail.Body = Body(message);
        mail.Prepare(EncodingConstraint.SevenBit);
        return mail;
    }

    private static MimeEntity Body(OutgoingMessage message)
    {
        var words = new TextPart("plain") { Text = MailSending.Words(message.Content) };
        if (message.Content is not OutgoingContent.Attachment { File: var file })
        {
            return words;
        }

        var part = new MimePart(ContentType.TryParse(file.Mime, out var type) && !type.IsMimeType("multipart", "*") && !type.IsMimeType("message", "*") ? type : new ContentType("application", "octet-stream"))
        {
            Content = new MimeContent(new MemoryStream(file.Content.ToArray(), writable: false)),
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
            ContentTransferEncoding = ContentEncoding.Base64,
            FileName = file.Name,
        };
        // One by chance would make another mail of the same operation.
        var boundary = "omni-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.OperationId)))[..BoundaryLength];
        var both = new Multipart("mixed") { words, part };
        both.Boundary = boundary;
        return both;
    }

    private static FormatOptions Lines()
    {
        var options = FormatOptions.Default.Clone();
        options.NewLineFormat = NewLineFormat.Dos;
        return options;
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, DeliveryResponse response) => new(reason, response.Status.ToString(CultureInfo.InvariantCulture));
}
