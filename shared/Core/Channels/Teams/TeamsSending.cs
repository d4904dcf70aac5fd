using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Teams;

/// <summary>Answers go to the service that the customer's activity proved it came from, with a token of the app.</summary>
internal static class TeamsSending
{
    /// <summary>Half of the 28 kB that one activity may have.</summary>
    internal const int MaxTextLength = 14_000;

    private const string Scope = "https://api.botframework.com/.default";
    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(10);

    internal static HttpDelivery? TokenRequest(ChannelAccount account)
    {
        if (account.Setting(TeamsSettings.AppId) is not { } app
            || account.Setting(TeamsSettings.AppPassword) is not { } password
            || !Uri.TryCreate((account.Setting(TeamsSettings.LoginBase) ?? TeamsSettings.DefaultLogin).TrimEnd('/') + "/", UriKind.Absolute, out var login))
        {
            return null;
        }

        var organisation = Uri.EscapeDataString(account.Setting(TeamsSettings.TenantId) ?? "botframework.com");
        return new HttpDelivery("POST", new Uri(login, organisation + "/oauth2/v2.0/token"), FormBody.ContentType, FormBody.Of(
            [("grant_type", "client_credentials"), ("client_id", app), ("client_secret", password), ("scope", Scope)]));
    }

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        return Request(message, account, accessToken, json => Write(json, message.Content)) is { } request
            ? request
            : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken) => signal is OutgoingSignal.Typing
        ? Request(addressee with { Answers = addressee.Answers is { } answers ? answers with { MessageId = null } : null }, account, accessToken, json => json.WriteString("type", "typing"))
        : null;

    /// <summary>The platform names no limit; what is older has been read.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromHours(24);

    internal static HttpDelivery? Recall(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        Place(addressee, account) is { } activities && accessToken is not null
            ? new HttpDelivery("DELETE", new Uri(activities, Uri.EscapeDataString(platformMessageId)), null, default) { Headers = Authorised(accessToken) }
            : null;

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        var code = fault is null ? root.Object("error")?.Id("code") : null;
        return response.Status switch
        {
            >= 200 and < 300 => new DeliveryOutcome.Delivered(fault is null ? root.Id("id") : null),
            401 => new DeliveryOutcome.TokenExpired(),
            429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
            403 when code is "ConversationBlockedByUser" or "MessageWritesBlocked" => Rejected(DeliveryRefusal.RecipientBlockedUs, code),
            403 => Rejected(DeliveryRefusal.NotPermitted, code ?? "403"),
            404 => Rejected(DeliveryRefusal.RecipientUnknown, code ?? "404"),
            413 => Rejected(DeliveryRefusal.TooLong, code ?? "413"),
            400 when code is "MessageSizeTooBig" => Rejected(DeliveryRefusal.TooLong, code),
            >= 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, code ?? response.Status.ToString(CultureInfo.InvariantCulture)),
            // An answer of a gateway, or half of one: the message may be out all the same.
            _ => new DeliveryOutcome.Unknown(),
        };
    }

    private static HttpDelivery? Request(OutgoingMessage message, ChannelAccount account, string? accessToken, Action<Utf8JsonWriter> content)
    {
        if (accessToken is null || Place(message, account) is not { } activities)
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            content(json);
            WriteId(json, "from", account.Setting(TeamsSettings.AppId) is { } app ? "28:" + app : null);
            WriteId(json, "recipient", message.Recipient);
            WriteId(json, "conversation", message.PlatformConversation);
            if (message.Answers?.MessageId is { } answered)
            {
                json.WriteString("replyToId", answered);
            }
        });
        var place = message.Answers?.MessageId is { } id ? new Uri(activities, Uri.EscapeDataString(id)) : new Uri(activities.AbsoluteUri.TrimEnd('/'));
        return new HttpDelivery("POST", place, JsonBody.ContentType, body) { Headers = Authorised(accessToken) };
    }

    private static Dictionary<string, string> Authorised(string accessToken) => new() { ["Authorization"] = "Bearer " + accessToken };

    /// <summary>Only a service that an authentic activity named is ever called, and the account's own.</summary>
    /// <returns>The address below which the conversation's activities are; null where there is no conversation.</returns>
    private static Uri? Place(OutgoingMessage message, ChannelAccount account)
    {
        var service = message.Answers?.Details.GetValueOrDefault("service_url").Text ?? account.Setting(TeamsSettings.ServiceUrl) ?? TeamsSettings.DefaultService;
        return message.PlatformConversation is { } conversation
            && Uri.TryCreate(service.TrimEnd('/') + "/", UriKind.Absolute, out var place)
            && place.Scheme is "https" or "http"
                ? new Uri(place, $"v3/conversations/{Uri.EscapeDataString(conversation)}/activities/")
                : null;
    }

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.Address: not null } => null,
        OutgoingContent.Page => null,
        OutgoingContent.Choices { Options.Count: 0 or > OutgoingContent.Choices.MaxOptions } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Choices choices => choices.Body.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        json.WriteString("type", "message");
        switch (content)
        {
            case OutgoingContent.Text(var text):
                json.WriteString("textFormat", "plain");
                json.WriteString("text", text);
                break;
            case OutgoingContent.Attachment { File: { Address: { } address } file } attachment:
                if (attachment.Caption is { } caption)
                {
                    json.WriteString("text", caption);
                }

                json.WriteStartArray("attachments");
                json.WriteStartObject();
                json.WriteString("contentType", file.Mime);
                json.WriteString("contentUrl", address.AbsoluteUri);
                json.WriteString("name", file.Name);
                json.WriteEndObject();
                json.WriteEndArray();
                break;
            case OutgoingContent.Page(var link):
                WriteCard(json, link.Title, link.Description, () => WriteButton(json, "openUrl", link.Title ?? link.Url, () => json.WriteString("value", link.Url)));
                break;
            case OutgoingContent.Choices choices:
                WriteCard(json, null, choices.Body, () =>
                {
                    foreach (var option in choices.Options)
                    {
                        WriteButton(json, "messageBack", option.Title, () =>
                        {
                            json.WriteString("displayText", option.Title);
                            json.WriteString("text", option.Title);
                            json.WriteStartObject("value");
                            json.WriteString(TeamsMessage.ChoiceMember, option.Id);
                            json.WriteEndObject();
                        });
                    }
                });
                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    private static void WriteCard(Utf8JsonWriter json, string? title, string? text, Action buttons)
    {
        json.WriteStartArray("attachments");
        json.WriteStartObject();
        json.WriteString("contentType", "application/vnd.microsoft.card.hero");
        json.WriteStartObject("content");
        if (title is not null)
        {
            json.WriteString("title", title);
        }

        if (text is not null)
        {
            json.WriteString("text", text);
        }

        json.WriteStartArray("buttons");
        buttons();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteButton(Utf8JsonWriter json, string type, string title, Action more)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("title", title);
        more();
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, string? id)
    {
        if (id is not null)
        {
            json.WriteStartObject(name);
            json.WriteString("id", id);
            json.WriteEndObject();
        }
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, string code) => new(reason, code);
}
