using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Email;

/// <summary>A password in the address, or SendGrid's signature over the time and the body.</summary>
internal static class EmailVerification
{
    internal const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";

    private const string TimeHeader = "X-Twilio-Email-Event-Webhook-Timestamp";
    private const string Scheme = "Basic ";
    private const int MaxTimeLength = 20;
    private const int MaxSignatureLength = 256;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>Mails: either proof is enough, and one of them there must be.</summary>
    internal static Verification Mail(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (request.Header(SignatureHeader) is not null && account.Setting(EmailSettings.PublicKey) is not null)
        {
            return Signed(request, account, now);
        }

        if (account.Setting(EmailSettings.BasicAuth) is not { } expected)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header("Authorization") is not { Length: > 0 } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        return given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && Decode(given[Scheme.Length..].Trim()) is { } credentials
            && CryptographicOperations.FixedTimeEquals(credentials, Encoding.UTF8.GetBytes(expected))
                ? new Verification.Authentic(request.Body)
                : new Verification.Rejected(Rejection.SecretTokenMismatch);
    }

    internal static Verification Signed(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(EmailSettings.PublicKey) is not { } key || Decode(key) is not { } publicKey)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { Length: > 0 and <= MaxSignatureLength } given || request.Header(TimeHeader) is not { Length: > 0 and <= MaxTimeLength } time)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (Decode(given) is not { } signature || Matches(publicKey, time, request.Body.Span, signature) is not { } matches)
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        return !matches ? new Verification.Rejected(Rejection.SignatureMismatch)
            : ReplayWindow.Holds(ReplayWindow.Seconds(time), account, now, Window) ? new Verification.Authentic(request.Body)
            : new Verification.Rejected(Rejection.OutsideReplayWindow);
    }

    /// <returns>Null when the key or the signature is none.</returns>
    private static bool? Matches(byte[] publicKey, string time, ReadOnlySpan<byte> body, byte[] signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            digest.AppendData(Encoding.UTF8.GetBytes(time));
            digest.AppendData(body);
            return key.VerifyHash(digest.GetHashAndReset(), signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var written) ? bytes[..written] : null;
    }
}
