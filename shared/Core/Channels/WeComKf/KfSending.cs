using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels.WeChat;
using OmniFunctions.Channels.WeCom;

namespace OmniFunctions.Channels.WeComKf;

/// <summary>An answer to a customer, or the welcome for one who has just opened the chat and said nothing.</summary>
internal static class KfSending
{
    /// <summary>So long the code for a welcome is good.</summary>
    internal static readonly TimeSpan WelcomeWindow = TimeSpan.FromSeconds(20);

    private const int MaxMessageIdLength = 32;

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Content is OutgoingContent.Text text && Encoding.UTF8.GetByteCount(text.Body) > WeComSending.MaxTextBytes)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        var welcome = WelcomeCode(message);
        if (WeComSettings.Api(account, welcome is null ? "kf/send_msg" : "kf/send_msg_on_event", accessToken) is not { } address)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        // A welcome is a text or a menu; other contents wait for the customer's first word.
        if (ContentOf(message.Content) is not { } write || (welcome is not null && message.Content is not (OutgoingContent.Text or OutgoingContent.Choices)))
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (welcome is null && message.PlatformConversation is null)
        {
            return new ImpossibleDelivery(DeliveryRefusal.RecipientUnknown);
        }

        return new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            if (welcome is not null)
            {
                json.WriteString("code", welcome);
            }
            else
            {
                json.WriteString("touser", message.Recipient);
                json.WriteString("open_kfid", message.PlatformConversation);
            }

            json.WriteString("msgid", MessageId(message.OperationId));
            write(json);
        }));
    }

    /// <summary>The platform's alphabet and length; an operation id that does not fit is put by its digest, the same over all attempts.</summary>
    private static string MessageId(string operationId) =>
        operationId.Length is > 0 and <= MaxMessageIdLength && operationId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')
            ? operationId
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)))[..MaxMessageIdLength];

    private static string? WelcomeCode(OutgoingMessage message) =>
        message is { SentSince: 0, Answers: { } answered }
        && answered.Details.TryGetValue("welcome_code", out var code)
        && message.At - answered.At <= WelcomeWindow
            ? code.Text
            : null;

    /// <returns>Null where the platform has no such message.</returns>
    private static Action<Utf8JsonWriter>? ContentOf(OutgoingContent content) => content switch
    {
        OutgoingContent.Text text => json => Typed(json, "text", () => json.WriteString("content", text.Body)),
        OutgoingContent.Attachment { File.PlatformId: { } id } file when WeChatMedia.TypeOf(file.Kind) is { } type =>
            json => Typed(json, type, () => json.WriteString("media_id", id)),
        OutgoingContent.Place { Location: var place } => json => Typed(json, "location", () =>
        {
            json.WriteString("name", place.Label ?? "");
            json.WriteString("address", place.Address ?? "");
            json.WriteNumber("latitude", place.Latitude);
            json.WriteNumber("longitude", place.Longitude);
        }),
        OutgoingContent.Choices choices when choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions => json => Typed(json, "msgmenu", () =>
        {
            json.WriteString("head_content", choices.Body);
            json.WriteStartArray("list");
            foreach (var choice in choices.Options)
            {
                json.WriteStartObject();
                json.WriteString("type", "click");
                json.WriteStartObject("click");
                json.WriteString("id", choice.Id);
                json.WriteString("content", choice.Title);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }),
        _ => null,
    };

    private static void Typed(Utf8JsonWriter json, string type, Action members)
    {
        json.WriteString("msgtype", type);
        json.WriteStartObject(type);
        members();
        json.WriteEndObject();
    }
}
