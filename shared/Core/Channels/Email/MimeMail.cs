using System.Security.Cryptography;
using MimeKit;

namespace OmniFunctions.Channels.Email;

/// <summary>A mail as it travels (RFC 5322 and MIME).</summary>
internal static class MimeMail
{
    /// <summary>Who really got it, where the system that took it says so; these stand above what the sender wrote.</summary>
    private static readonly string[] Delivered = ["X-Original-To", "Delivered-To", "Envelope-To"];

    internal static Parsed Read(ReadOnlyMemory<byte> bytes, ChannelAccount account) => Read(bytes, account, [], new Dictionary<string, Detail>());

    /// <param name="recipients">Of the envelope; empty where that is not known.</param>
    internal static Parsed Read(ReadOnlyMemory<byte> bytes, ChannelAccount account, IReadOnlyList<string> recipients, IReadOnlyDictionary<string, Detail> details)
    {
        if (MailParsing.Message(bytes) is not { } message)
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        using (message)
        {
            var fingerprint = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
            return DeliveryReport.Read(message, fingerprint, account) ?? new MailItem
            {
                Headers = message.Headers,
                Body = MailBody.Of(message.Body),
                From = SenderOf(message.Headers),
                Subject = message.Headers.Text(HeaderId.Subject),
                Recipients = recipients is [] ? RecipientsOf(message.Headers) : recipients,
                Fingerprint = fingerprint,
                Details = details,
            }.Read(account);
        }
    }

    /// <summary>Null where there is none.</summary>
    internal static (string Address, string? Name)? SenderOf(HeaderList headers)
    {
        foreach (var from in headers.Addresses("From", "Sender"))
        {
            return from;
        }

        return null;
    }

    internal static IReadOnlyList<string> RecipientsOf(HeaderList headers) =>
        [.. headers.Addresses(Delivered).Concat(headers.Addresses("To", "Cc")).Select(one => one.Address).Take(Mail.MaxReferences)];
}
