using System.Globalization;

namespace OmniFunctions.Channels.Taobao;

/// <summary>A call of the platform to us (Qimen): the parameters in the query, the body beside them, all signed.</summary>
internal static class TaobaoVerification
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    internal static Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(TaobaoSettings.AppKey) is not { } appKey || account.Setting(TaobaoSettings.AppSecret) is not { } secret)
        {
            return Rejected(Rejection.AccountNotConfigured);
        }

        if (request.QueryValue("sign") is not { Length: > 0 } given || request.QueryValue("timestamp") is not { } timestamp)
        {
            return Rejected(Rejection.SignatureMissing);
        }

        if (!IsSigned(request, secret, given))
        {
            return Rejected(Rejection.SignatureMismatch);
        }

        if (!ReplayWindow.Holds(Time(timestamp), account, now, Window))
        {
            return Rejected(Rejection.OutsideReplayWindow);
        }

        return request.QueryValue("app_key") is { } app && FixedTime.Equal(appKey, app)
            ? new Verification.Authentic(request.Body)
            : Rejected(Rejection.WrongReceiver);
    }

    /// <summary>As <c>2016-01-01 12:00:00</c>, of Beijing; some send milliseconds since 1970.</summary>
    internal static DateTimeOffset? Time(string? text)
    {
        if (DateTime.TryParseExact(text, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Ticks > ChinaTime.Ticks)
        {
            return new DateTimeOffset(time, ChinaTime);
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? UnixTime.FromMilliseconds(milliseconds) : null;
    }

    internal static string Time(DateTimeOffset time) => time.ToOffset(ChinaTime).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static bool IsSigned(WebhookRequest request, string secret, string given)
    {
        var method = request.QueryValue("sign_method") ?? TopSignature.Md5;
        if (TopSignature.Digest(request.Query, request.Body.Span, secret, method) is { } overBody && Mac.HexMatches(given, overBody))
        {
            return true;
        }

        // Parameters that came as a form are parameters and no body.
        return request.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            && !request.Body.IsEmpty
            && FormReading.Read(request.Body.Span) is { } form
            && form.All(pair => !request.Query.ContainsKey(pair.Key))
            && TopSignature.Digest(request.Query.Concat(form), [], secret, method) is { } overForm
            && Mac.HexMatches(given, overForm);
    }

    private static Verification.Rejected Rejected(Rejection reason) => new(reason);
}
