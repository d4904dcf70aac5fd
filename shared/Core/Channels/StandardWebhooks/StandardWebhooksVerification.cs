using System.Globalization;

namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>Three headers under one of two prefixes; the time is signed and looked at.</summary>
internal static class StandardWebhooksVerification
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now, string prefix)
    {
        if (account.Setting(StandardWebhooksSettings.Secret) is not { } secrets)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header(prefix + "-id") is not { Length: > 0 and <= Limits.MaxIdLength } id
            || request.Header(prefix + "-timestamp") is not { } timestamp
            || request.Header(prefix + "-signature") is not { } signatures)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || !ReplayWindow.Holds(UnixTime.FromSeconds(seconds), account, now, Window))
        {
            return new Verification.Rejected(Rejection.OutsideReplayWindow);
        }

        return StandardWebhooksSignature.Matches(secrets, id, timestamp, signatures, request.Body.Span) switch
        {
            null => new Verification.Rejected(Rejection.AccountNotConfigured),
            true => new Verification.Authentic(request.Body),
            false => new Verification.Rejected(Rejection.SignatureMismatch),
        };
    }
}
