using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.Weibo;

/// <summary>SHA-1 over secret, time and nonce, sorted. It covers <b>not the body</b>: only TLS protects what is said.</summary>
internal static class WeiboVerification
{
    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(WeiboSettings.AppSecret) is not { } secret)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("signature") is not { } signature
            || request.QueryValue("timestamp") is not { } timestamp
            || request.QueryValue("nonce") is not { } nonce)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!SortedSignature.Matches(signature, secret, timestamp, nonce))
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (account.Setting(ReplayWindow.Setting) is not null && !ReplayWindow.Holds(TimeOf(timestamp), account, now, TimeSpan.Zero))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        if (request.Method != "GET")
        {
            return new Verification.Authentic(request.Body);
        }

        return request.QueryValue("echostr") is { } echo
            ? new Verification.Handshake(WebhookReply.Text(echo))
            : Rejected(Rejection.SignatureMissing);
    }

    /// <summary>Milliseconds in the platform's example, seconds elsewhere: no second of our time has thirteen digits.</summary>
    private static DateTimeOffset? TimeOf(string timestamp) =>
        timestamp.Length > 11 ? UnixTime.FromMilliseconds(long.TryParse(timestamp, out var milliseconds) ? milliseconds : null) : ReplayWindow.Seconds(timestamp);

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
