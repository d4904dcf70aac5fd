using System.Text.Json;

namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// A text the platform has approved: of official accounts a template message, of mini programs a subscription message that the customer has agreed to.
/// </summary>
internal static class WeChatTemplate
{
    internal static Delivery Compose(string recipient, OutgoingContent.Template template, ChannelAccount account, string? accessToken, bool isMiniProgram)
    {
        if (template.Parameters.Count > OutgoingContent.Template.MaxParameters)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (WeChatSettings.Api(account, isMiniProgram ? "message/subscribe/send" : "message/template/send", accessToken) is not { } address)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        return new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("touser", recipient);
            json.WriteString("template_id", template.Name);
            if (isMiniProgram)
            {
                json.WriteString("lang", template.Language);
            }

            json.WriteStartObject("data");
            for (var at = 0; at < template.Parameters.Count; at++)
            {
                Write(json, template.Parameters[at], at + 1);
            }

            json.WriteEndObject();
        }));
    }

    /// <summary>The platform's templates have names for their blanks (<c>thing1</c>, <c>amount2</c>): a parameter may bring it, as <c>thing1=...</c>.</summary>
    private static void Write(Utf8JsonWriter json, string parameter, int number)
    {
        var equals = parameter.IndexOf('=', StringComparison.Ordinal);
        var isNamed = equals > 0 && parameter.AsSpan(0, equals).IndexOfAnyExcept(NameLetters) < 0;
        json.WriteStartObject(isNamed ? parameter[..equals] : FormattableString.Invariant($"keyword{number}"));
        json.WriteString("value", isNamed ? parameter[(equals + 1)..] : parameter);
        json.WriteEndObject();
    }

    private static readonly System.Buffers.SearchValues<char> NameLetters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}
