using System.Globalization;
using System.Text;

namespace OmniFunctions.Channels.Twilio;

/// <summary>
/// What a call does next, out of the request alone. It listens, takes messages or puts through; a person's answer comes into the running call
/// by <see cref="TwilioCall"/>.
/// </summary>
internal static class TwilioDialogue
{
    private const string Silence = "silent";

    /// <summary>Rounds without a word, of some seconds each, before the call is ended.</summary>
    private const int MaxSilentRounds = 20;

    private const int MaxTurns = 10_000;
    private const int MaxMessageSeconds = 120;

    internal static WebhookReply Answer(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        var form = TwilioPayload.Form(request, payload);
        var markup = form?.Value("CallSid") is null || TwilioPayload.IsForAnother(form, account) || IsNews(form) ? TwilioMarkup.Nothing : Next(form, request, account);
        return new WebhookReply(200, TwilioMarkup.ContentType, Encoding.UTF8.GetBytes(markup));
    }

    /// <summary>It is only told; nobody waits for a step.</summary>
    private static bool IsNews(IReadOnlyList<KeyValuePair<string, string>> form) =>
        form.Value("CallbackSource") is not null
        || form.Value("SequenceNumber") is not null
        || form.Value("RecordingStatus") is not null
        || form.Value("TranscriptionSid") is not null
        || form.Value("CallStatus") is "completed" or "busy" or "failed" or "no-answer" or "canceled";

    private static string Next(IReadOnlyList<KeyValuePair<string, string>> form, WebhookRequest request, ChannelAccount account)
    {
        var language = LanguageOf(account);
        if (form.Value("RecordingUrl") is not null)
        {
            return TwilioMarkup.Response(Goodbye(account, language), TwilioMarkup.HangUp);
        }

        if (form.Value("DialCallStatus") is { } dialled)
        {
            return dialled is "completed" or "answered" ? TwilioMarkup.Response(TwilioMarkup.HangUp) : TakeMessage(request, account, language);
        }

        return account.Setting(TwilioSettings.CallMode) switch
        {
            TwilioSettings.Voicemail => TakeMessage(request, account, language),
            TwilioSettings.Dial when account.Setting(TwilioSettings.TransferTo) is { } to => TwilioMarkup.Response(
                Said(account.Setting(TwilioSettings.Greeting), language), TwilioMarkup.Dial(to, Here(request, account))),
            _ => Listen(form, request, account, language),
        };
    }

    private static string Listen(IReadOnlyList<KeyValuePair<string, string>> form, WebhookRequest request, ChannelAccount account, string language)
    {
        var turn = Count(request.QueryValue(TwilioCallEvent.Turn), MaxTurns);
        var silent = Count(request.QueryValue(Silence), MaxSilentRounds);
        if (silent >= MaxSilentRounds)
        {
            return TwilioMarkup.Response(Goodbye(account, language), TwilioMarkup.HangUp);
        }

        var wasHeard = form.Value("SpeechResult") is not null || form.Value("Digits") is not null;
        var say = wasHeard
            ? account.Setting(TwilioSettings.Waiting) ?? (IsChinese(language) ? "收到，请稍候。" : "Thank you, one moment please.")
            : silent > 0 ? null : account.Setting(TwilioSettings.Greeting) ?? (IsChinese(language) ? "您好，请说出您的问题。" : "Hello, how can we help you?");
        var here = Here(request, account);
        return TwilioMarkup.Response(
            TwilioMarkup.Listen(say, language, string.Create(CultureInfo.InvariantCulture, $"{here}?{TwilioCallEvent.Turn}={turn + 1}")),
            TwilioMarkup.Redirect(string.Create(CultureInfo.InvariantCulture, $"{here}?{TwilioCallEvent.Turn}={turn + 1}&{Silence}={(wasHeard ? 1 : silent + 1)}")));
    }

    private static string TakeMessage(WebhookRequest request, ChannelAccount account, string language)
    {
        var here = Here(request, account);
        var ask = account.Setting(TwilioSettings.VoicemailGreeting) ?? (IsChinese(language) ? "请在提示音后留言。" : "Please leave a message after the tone.");
        return TwilioMarkup.Response(TwilioMarkup.Say(ask, language), TwilioMarkup.Record(here, here, MaxMessageSeconds), Goodbye(account, language), TwilioMarkup.HangUp);
    }

    internal static string LanguageOf(ChannelAccount account) => account.Setting(TwilioSettings.Language) ?? "zh-CN";

    /// <summary>The path of this address as Twilio has it: the next steps come back to it.</summary>
    internal static string Here(WebhookRequest request, ChannelAccount account) =>
        Uri.TryCreate(account.Setting(WebhookRequest.UrlSetting) ?? request.Url, UriKind.Absolute, out var address) ? address.AbsolutePath : "/";

    private static string Goodbye(ChannelAccount account, string language) => Said(account.Setting(TwilioSettings.Goodbye), language);

    private static string Said(string? text, string language) => text is null ? "" : TwilioMarkup.Say(text, language);

    private static bool IsChinese(string language) => language.StartsWith("zh", StringComparison.OrdinalIgnoreCase) || language.StartsWith("cmn", StringComparison.OrdinalIgnoreCase);

    private static int Count(string? digits, int max) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, max) : 0;
}
