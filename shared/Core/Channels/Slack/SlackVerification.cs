using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Slack;

/// <summary>A signature over the time and the body. The question whether the address is ours is signed as well.</summary>
internal static class SlackVerification
{
    private const string SignatureHeader = "X-Slack-Signature";
    private const string TimeHeader = "X-Slack-Request-Timestamp";
    private const string Version = "v0";
    private const int MaxTimeLength = 20;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(SlackSettings.SigningSecret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(SignatureHeader) is not { Length: > 0 } given || request.Header(TimeHeader) is not { Length: > 0 and <= MaxTimeLength } time)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (!given.StartsWith(Version + "=", StringComparison.Ordinal) || !Mac.HexMatches(given[(Version.Length + 1)..], Sign(secret, time, request.Body.Span)))
        {
            return new Verification.Rejected(Rejection.SignatureMismatch);
        }

        if (!ReplayWindow.Holds(ReplayWindow.Seconds(time), account, now, Window))
        {
            return new Verification.Rejected(Rejection.OutsideReplayWindow);
        }

        return Question(request) is { } challenge ? new Verification.Handshake(WebhookReply.Text(challenge)) : new Verification.Authentic(request.Body);
    }

    private static byte[] Sign(string secret, string time, ReadOnlySpan<byte> body)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.UTF8.GetBytes($"{Version}:{time}:"));
        mac.AppendData(body);
        return mac.GetHashAndReset();
    }

    /// <returns>Null when the request asks no such thing.</returns>
    private static string? Question(WebhookRequest request)
    {
        // Looked for before anything is parsed: it comes once in an account's life.
        if (request.Body.Span.IndexOf("url_verification"u8) < 0)
        {
            return null;
        }

        var (root, fault) = JsonReading.ReadObject(request.Body);
        return fault is null && root.String("type") == "url_verification" ? root.String("challenge") : null;
    }
}
