using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>Who may post a mail: whoever has the name and password of the address, and, where a key is set, SendGrid's signature as well.</summary>
internal static class MailDoor
{
    private const string Scheme = "Basic ";
    private const int MaxCredentialsLength = 1_024;

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (IsEvents(request.Body.Span, account))
        {
            return Answer(request, SendGridSignature.Refusal(request, account, EmailSettings.PublicKey, now));
        }

        if (account.Setting(EmailSettings.BasicAuth) is not { } expected)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header("Authorization") is not { Length: > 0 } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        return !Matches(given, expected) ? new Verification.Rejected(Rejection.SecretTokenMismatch)
            : Answer(request, account.Setting(EmailSettings.ParsePublicKey) is null ? null : SendGridSignature.Refusal(request, account, EmailSettings.ParsePublicKey, now));
    }

    /// <summary>What became of mails of this account: JSON, as which no mail and no form begins.</summary>
    internal static bool IsEvents(ReadOnlySpan<byte> body, ChannelAccount account) =>
        account.Setting(EmailSettings.PublicKey) is not null && body.TrimStart(" \t\r\n"u8) is [(byte)'[' or (byte)'{', ..];

    private static Verification Answer(WebhookRequest request, Rejection? refusal) =>
        refusal is { } reason ? new Verification.Rejected(reason) : new Verification.Authentic(request.Body);

    private static bool Matches(string given, string expected)
    {
        Span<byte> bytes = stackalloc byte[MaxCredentialsLength];
        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && given.Length <= MaxCredentialsLength
            && Convert.TryFromBase64String(given[Scheme.Length..].Trim(), bytes, out var written)
            && CryptographicOperations.FixedTimeEquals(bytes[..written], Encoding.UTF8.GetBytes(expected));
    }
}
