using System.Globalization;

namespace OmniFunctions.Channels.Twilio;

/// <summary>Speaks into a running call, or makes one.</summary>
internal static class TwilioCall
{
    /// <summary>Of what is read aloud in one step.</summary>
    internal const int MaxTextLength = 4_000;

    private const int MaxKeys = 9;

    internal static bool IsCall(string? conversation) => conversation?.StartsWith("CA", StringComparison.Ordinal) is true;

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account)
    {
        var language = TwilioDialogue.LanguageOf(account);
        var spoken = message.Content switch
        {
            OutgoingContent.Text(var text) => TwilioMarkup.Say(text, language),
            OutgoingContent.Attachment { Kind: ItemKind.Voice, File.Address: { } address } => TwilioMarkup.Play(address),
            OutgoingContent.Choices { Options.Count: > 0 and <= MaxKeys } choices => TwilioMarkup.Say(Question(choices), language),
            _ => null,
        };
        if (spoken is null)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (message.Text?.Length > MaxTextLength)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        // Having spoken, the call listens again where calls of this account are answered.
        var back = account.Setting(WebhookRequest.UrlSetting) is { } url ? TwilioMarkup.Redirect(WithSilence(url)) : "";
        var markup = TwilioMarkup.Response(spoken, back);
        return Request(message, account, markup, null) is { } request ? request : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account) => IsCall(addressee.PlatformConversation)
        ? signal switch
        {
            OutgoingSignal.HangUp => Request(addressee, account, null, "completed"),
            OutgoingSignal.Transfer(var to) => Request(addressee, account, TwilioMarkup.Response(TwilioMarkup.Dial(to, account.Setting(WebhookRequest.UrlSetting))), null),
            _ => null,
        }
        : null;

    private static HttpDelivery? Request(OutgoingMessage message, ChannelAccount account, string? markup, string? status)
    {
        if (TwilioSending.Address(account, IsCall(message.PlatformConversation) ? $"Calls/{Uri.EscapeDataString(message.PlatformConversation!)}.json" : "Calls.json") is not { } address
            || TwilioMedia.Credentials(account) is not { } credentials)
        {
            return null;
        }

        var isNew = !IsCall(message.PlatformConversation);
        if (isNew && account.Setting(TwilioSettings.From) is null)
        {
            return null;
        }

        var callback = isNew ? account.Setting(WebhookRequest.UrlSetting) : null;
        var body = FormBody.Of(
        [
            ("To", isNew ? message.Recipient : null),
            ("From", isNew ? account.Setting(TwilioSettings.From) : null),
            ("Twiml", markup),
            ("Status", status),
            ("StatusCallback", callback),
            ("StatusCallbackEvent", callback is null ? null : "initiated"),
            ("StatusCallbackEvent", callback is null ? null : "ringing"),
            ("StatusCallbackEvent", callback is null ? null : "answered"),
            ("StatusCallbackEvent", callback is null ? null : "completed"),
        ]);
        return new HttpDelivery("POST", address, FormBody.ContentType, body) { Headers = credentials };
    }

    /// <summary>As if the caller had been silent once: the greeting is not said again.</summary>
    private static string WithSilence(string url) => url + (url.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "silent=1";

    private static string Question(OutgoingContent.Choices choices) => string.Join(
        ' ', [choices.Body, .. choices.Options.Select((option, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}: {option.Title}."))]);
}
