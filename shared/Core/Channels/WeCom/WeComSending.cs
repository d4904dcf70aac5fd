using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.WeCom;

/// <summary>A message of the app to a member of the company.</summary>
internal static class WeComSending
{
    /// <summary>The platform counts UTF-8 bytes, and cuts what is longer.</summary>
    internal const int MaxTextBytes = 2_048;

    /// <summary>A card's buttons; more become a list to choose from.</summary>
    private const int MaxButtons = 6;

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is { } text && Encoding.UTF8.GetByteCount(text) > MaxTextBytes)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        // A customer who was just added gets a welcome by its code, and nothing else: an app's messages are for members.
        if (WelcomeCode(message) is { } code)
        {
            return message.Text is { } welcome && WeComSettings.Api(account, "externalcontact/send_welcome_msg", accessToken) is { } welcoming
                ? new HttpDelivery("POST", welcoming, JsonBody.ContentType, JsonBody.Of(json =>
                {
                    json.WriteString("welcome_code", code);
                    Nested(json, "text", "content", welcome);
                }))
                : new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (WeComSettings.Api(account, "message/send", accessToken) is not { } address
            || account.Setting(WeComSettings.AgentId) is not { } agent
            || !long.TryParse(agent, out var agentId))
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (ContentOf(message) is not { } write)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        return new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("touser", message.Recipient);
            json.WriteNumber("agentid", agentId);
            write(json);
        }));
    }

    /// <summary>An app takes back what it sent within a day.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromHours(24);

    internal static HttpDelivery? Recall(string platformMessageId, ChannelAccount account, string? accessToken) => WeComSettings.Api(account, "message/recall", accessToken) is { } address
        ? new HttpDelivery("POST", address, JsonBody.ContentType, JsonBody.Of(json => json.WriteString("msgid", platformMessageId)))
        : null;

    private static string? WelcomeCode(OutgoingMessage message) =>
        message.SentSince == 0 && message.Answers is { } answered && answered.Details.TryGetValue("welcome_code", out var code) ? code.Text : null;

    /// <returns>Null where the app cannot send such a thing.</returns>
    private static Action<Utf8JsonWriter>? ContentOf(OutgoingMessage message) => message.Content switch
    {
        OutgoingContent.Text text => json => Typed(json, "text", () => json.WriteString("content", text.Body)),
        OutgoingContent.Attachment { File.PlatformId: { } id } file when WeChat.WeChatMedia.TypeOf(file.Kind) is { } type =>
            json => Typed(json, type, () => json.WriteString("media_id", id)),
        OutgoingContent.Page { Link: var link } => json => Typed(json, "textcard", () =>
        {
            json.WriteString("title", link.Title ?? link.Url);
            // The platform refuses an empty one.
            json.WriteString("description", string.IsNullOrEmpty(link.Description) ? link.Url : link.Description);
            json.WriteString("url", link.Url);
        }),
        OutgoingContent.MiniProgram { Card: { AppId: { } app, Title: { } title } card } => json => Typed(json, "miniprogram_notice", () =>
        {
            json.WriteString("appid", app);
            if (card.Path is not null)
            {
                json.WriteString("page", card.Path);
            }

            json.WriteString("title", title);
        }),
        OutgoingContent.Choices choices when choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions =>
            json => Typed(json, "template_card", () => Card(json, choices, message.OperationId)),
        _ => null,
    };

    private static void Card(Utf8JsonWriter json, OutgoingContent.Choices choices, string taskId)
    {
        var asButtons = choices.Options.Count <= MaxButtons;
        json.WriteString("card_type", asButtons ? "button_interaction" : "vote_interaction");
        Nested(json, "main_title", "title", choices.Body);
        json.WriteString("task_id", taskId);
        if (asButtons)
        {
            json.WriteStartArray("button_list");
            foreach (var choice in choices.Options)
            {
                json.WriteStartObject();
                json.WriteString("text", choice.Title);
                json.WriteString("key", choice.Id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            return;
        }

        json.WriteStartObject("checkbox");
        json.WriteString("question_key", "choice");
        json.WriteStartArray("option_list");
        foreach (var choice in choices.Options)
        {
            json.WriteStartObject();
            json.WriteString("id", choice.Id);
            json.WriteString("text", choice.Title);
            json.WriteBoolean("is_checked", false);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("mode", 0);
        json.WriteEndObject();
        json.WriteStartObject("submit_button");
        json.WriteString("text", "确定 / OK");
        json.WriteString("key", "submit");
        json.WriteEndObject();
    }

    private static void Typed(Utf8JsonWriter json, string type, Action members)
    {
        json.WriteString("msgtype", type);
        json.WriteStartObject(type);
        members();
        json.WriteEndObject();
    }

    private static void Nested(Utf8JsonWriter json, string name, string member, string value)
    {
        json.WriteStartObject(name);
        json.WriteString(member, value);
        json.WriteEndObject();
    }
}
