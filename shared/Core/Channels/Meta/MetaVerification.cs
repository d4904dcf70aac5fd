using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Meta;

/// <summary>The handshake by a word of ours, and a signature over the body in each request after it.</summary>
internal static class MetaVerification
{
    private const string SignatureHeader = "X-Hub-Signature-256";
    private const string Scheme = "sha256=";

    internal static Verification Verify(WebhookRequest request, ChannelAccount account) =>
        request.Method == "GET" ? Handshake(request, account) : Signed(request, account);

    private static Verification Handshake(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(MetaSettings.VerifyToken) is not { } expected)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("hub.mode") != "subscribe" || request.QueryValue("hub.verify_token") is not { } given || request.QueryValue("hub.challenge") is not { } challenge)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        return FixedTime.Equal(expected, given)
            ? new Verification.Handshake(WebhookReply.Text(challenge))
            : new Verification.Rejected(Rejection.SecretTokenMismatch) { Status = 403 };
    }

    private static Verification Signed(WebhookRequest request, ChannelAccount account)
    {
        if (account.Setting(MetaSettings.AppSecret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        // The older header with SHA-1 comes along and is not looked at.
        if (request.Header(SignatureHeader) is not { Length: > 0 } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span, expected);
        return given.StartsWith(Scheme, StringComparison.Ordinal) && Mac.HexMatches(given[Scheme.Length..], expected)
            ? new Verification.Authentic(request.Body)
            : new Verification.Rejected(Rejection.SignatureMismatch);
    }
}
