using System.Globalization;

namespace OmniFunctions.Channels.Alipay;

internal static class AlipayVerification
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(AlipaySettings.PublicKey) is not { } key)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        // A name that stands twice would be signed once and could be read the other time.
        if (FormReading.Read(request.Body.Span) is not { } form || form.DistinctBy(pair => pair.Key).Count() != form.Count)
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (form.Value("sign") is not { } signature)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        // The older kind of SHA-1 is not believed.
        if (form.Value("sign_type") is { } type && type != "RSA2")
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (AlipaySignature.Matches(form, signature, key) is not { } matches)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (!matches)
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (account.Setting(ReplayWindow.Setting) is not null && !ReplayWindow.Holds(Time(form.Value("notify_time")), account, now, TimeSpan.MaxValue))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        return IsOurs(form, "app_id", account, AlipaySettings.AppId) && IsOurs(form, "seller_id", account, AlipaySettings.SellerId)
            ? new Verification.Authentic(request.Body)
            : Rejected(Rejection.WrongReceiver);
    }

    /// <summary>As <c>2019-08-15 15:56:25</c>, of Beijing.</summary>
    internal static DateTimeOffset? Time(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Ticks > ChinaTime.Ticks
            ? new DateTimeOffset(time, ChinaTime)
            : null;

    private static bool IsOurs(IReadOnlyList<KeyValuePair<string, string>> form, string name, ChannelAccount account, string setting) =>
        account.Setting(setting) is not { } ours || form.Value(name) is not { } theirs || FixedTime.Equal(ours, theirs);

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
