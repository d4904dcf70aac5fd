using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.DingTalk;

/// <summary>
/// Two kinds of request at one address. Events are encrypted as WeChat's. What is said to the robot comes plain, with a signature over time and
/// secret, <b>not the body</b>: TLS and an hour's window are all that protects it.
/// </summary>
internal static class DingTalkVerification
{
    private static readonly TimeSpan RobotWindow = TimeSpan.FromHours(1);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) =>
        (request.QueryValue("msg_signature") ?? request.QueryValue("signature")) is { } signature
            ? Event(request, signature, account, now)
            : Robot(request, account, now);

    private static Verification Event(WebhookRequest request, string signature, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(DingTalkSettings.Token) is not { } token
            || MessageCipher.Of(account.Setting(DingTalkSettings.EncodingAesKey)) is not { } cipher
            || Owner(account) is not { } owner)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("timestamp") is not { } timestamp || request.QueryValue("nonce") is not { } nonce)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (account.Setting(ReplayWindow.Setting) is not null && !ReplayWindow.Holds(Milliseconds(timestamp), account, now, TimeSpan.Zero))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        var (root, fault) = JsonReading.ReadObject(request.Body);
        return fault is null && root.String("encrypt") is { } encrypted
            ? EncryptedRequest.Open(encrypted, signature, token, timestamp, nonce, cipher, owner)
            : Rejected(Rejection.UndecryptablePayload);
    }

    private static Verification Robot(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (request.Header("sign") is not { } signature || request.Header("timestamp") is not { } timestamp)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (account.Setting(DingTalkSettings.AppSecret) is not { } secret)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        var key = Encoding.UTF8.GetBytes(secret);
        if (!Mac.Base64Matches(signature, HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{timestamp}\n{secret}"))))
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        return ReplayWindow.Holds(Milliseconds(timestamp), account, now, RobotWindow)
            ? new Verification.Authentic(request.Body)
            : Rejected(Rejection.OutsideReplayWindow);
    }

    internal static string? Owner(ChannelAccount account) => account.Setting(DingTalkSettings.OwnerKey) ?? account.Setting(DingTalkSettings.AppKey);

    internal static DateTimeOffset? Milliseconds(string? digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? UnixTime.FromMilliseconds(milliseconds) : null;

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
