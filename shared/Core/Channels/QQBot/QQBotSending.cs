using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.QQBot;

/// <summary>
/// An answer to a message: the platform takes nothing else, for an hour from a person and five minutes in a group, five times. Answers to one message are numbered.
/// </summary>
internal static class QQBotSending
{
    internal const int MaxTextLength = 2_000;

    /// <summary>A person waits an hour for an answer, a group five minutes.</summary>
    private static readonly TimeSpan GroupWindow = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FrequencyPause = TimeSpan.FromSeconds(2);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        if (accessToken is null || ApiBase.Of(account, QQBotSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        // Without anything to answer, the platform would count it as unasked, and refuses that.
        if (message.Answers is not { } answered || (answered.MessageId ?? answered.EventId) is null)
        {
            return new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow);
        }

        var place = PlaceOf(message);
        if (place == QQBotEvent.Group && message.At - answered.At > GroupWindow)
        {
            return new ImpossibleDelivery(DeliveryRefusal.OutsideReplyWindow);
        }

        if (ContentOf(message.Content, place) is not { } write)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        var body = JsonBody.Of(json =>
        {
            write(json);
            if (answered.MessageId is { } id)
            {
                json.WriteString("msg_id", id);
            }
            else
            {
                json.WriteString("event_id", answered.EventId);
            }

            if (place is QQBotEvent.User or QQBotEvent.Group)
            {
                json.WriteNumber("msg_seq", message.SentSince + 1);
            }
        });
        return new HttpDelivery("POST", new Uri(platform, Path(message, place, "messages")), JsonBody.ContentType, body) { Headers = Authorised(accessToken) };
    }

    /// <summary>Of what the bot said itself.</summary>
    internal static readonly TimeSpan RecallWithin = TimeSpan.FromMinutes(2);

    internal static HttpDelivery? Recall(string platformMessageId, OutgoingMessage addressee, ChannelAccount account, string? accessToken) =>
        accessToken is not null && ApiBase.Of(account, QQBotSettings.Platform) is { } platform
            ? new HttpDelivery("DELETE", new Uri(platform, $"{Path(addressee, PlaceOf(addressee), "messages")}/{Escaped(platformMessageId)}"), null, default) { Headers = Authorised(accessToken) }
            : null;

    /// <summary>A file is fetched by the platform from an address of ours, for one recipient. Guild channels take a picture's address in the message itself.</summary>
    internal static HttpDelivery? UploadRequest(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        var place = PlaceOf(message);
        if (message.Content is not OutgoingContent.Attachment { File.Address: { } address } attachment
            || place is not (QQBotEvent.User or QQBotEvent.Group)
            || accessToken is null
            || FileType(attachment.Kind) is not { } type
            || ApiBase.Of(account, QQBotSettings.Platform) is not { } platform)
        {
            return null;
        }

        return new HttpDelivery("POST", new Uri(platform, Path(message, place, "files")), JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteNumber("file_type", type);
            json.WriteString("url", address.AbsoluteUri);
            // True would send it at once, and count it as unasked.
            json.WriteBoolean("srv_send_msg", false);
        }))
        {
            Headers = Authorised(accessToken),
        };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        if (response.Status is >= 200 and < 300)
        {
            // 201 and 202: taken, and looked at by the platform first.
            return fault is null && root.Id("id") is { } id ? new DeliveryOutcome.Delivered(id)
                : fault is null && Code(root) is { } told and not 0 ? Refused(told, response, now)
                : new DeliveryOutcome.Unknown();
        }

        return response.Status switch
        {
            429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? FrequencyPause)),
            401 => new DeliveryOutcome.TokenExpired(),
            >= 400 and < 500 => Refused(fault is null ? Code(root) ?? response.Status : response.Status, response, now),
            // The platform says refusals with 500 too; only with a code of its own is it sure that nothing left.
            _ => fault is null && Code(root) is { } code and (>= 22_000 and < 23_000 or >= 304_000 and < 305_000) ? Refused(code, response, now) : new DeliveryOutcome.Unknown(),
        };
    }

    private static long? Code(JsonElement root) => root.Integer("code") ?? root.Integer("ret") ?? root.Integer("err_code");

    private static DeliveryOutcome Refused(long code, DeliveryResponse response, DateTimeOffset now) => code switch
    {
        11241 or 11242 or 11243 or 11244 or 11251 or 11252 or 11261 or 11262 => new DeliveryOutcome.TokenExpired(),
        20028 or 22009 when response.RetryAfter is { } wait => new DeliveryOutcome.Throttled(now + wait),
        1100100 or 1100101 or 20028 => new DeliveryOutcome.Throttled(now + FrequencyPause),
        _ => new DeliveryOutcome.Rejected(Reason(code), code.ToString(CultureInfo.InvariantCulture)),
    };

    private static DeliveryRefusal Reason(long code) => code switch
    {
        22009 => DeliveryRefusal.TooManyMessages,
        304023 or 304024 or 304027 or 304028 or 40034024 or 40034025 => DeliveryRefusal.OutsideReplyWindow,
        304045 or 304046 or 304047 or 304048 or 304049 or 304050 => DeliveryRefusal.TooManyMessages,
        304003 or 304014 or 304017 or 11253 or 11254 or 11255 or 11256 or 40034028 or 403 => DeliveryRefusal.NotPermitted,
        10003 or 10004 or 11281 or 404 => DeliveryRefusal.RecipientUnknown,
        50038 or 304020 or 50045 => DeliveryRefusal.TooLong,
        304022 or 304082 or 304083 or 50037 => DeliveryRefusal.KindNotSupported,
        _ => DeliveryRefusal.PlatformError,
    };

    private static string PlaceOf(OutgoingMessage message) =>
        message.Answers is { } answered && answered.Details.TryGetValue(QQBotEvent.PlaceDetail, out var place) && place.Text is { } known
            ? known
            // Without it: a chat that is named is a group, as channels always bring it.
            : message.PlatformConversation is null ? QQBotEvent.User : QQBotEvent.Group;

    private static string Path(OutgoingMessage message, string place, string what) => place switch
    {
        QQBotEvent.Group => $"v2/groups/{Escaped(message.PlatformConversation ?? message.Recipient)}/{what}",
        QQBotEvent.Channel => $"channels/{Escaped(message.PlatformConversation ?? message.Recipient)}/{what}",
        QQBotEvent.Direct => $"dms/{Escaped(message.PlatformConversation ?? message.Recipient)}/{what}",
        _ => $"v2/users/{Escaped(message.Recipient)}/{what}",
    };

    private static string Escaped(string id) => Uri.EscapeDataString(id);

    /// <returns>Null where the platform has no such message there.</returns>
    private static Action<Utf8JsonWriter>? ContentOf(OutgoingContent content, string place) => content switch
    {
        OutgoingContent.Text text => json =>
        {
            json.WriteString("content", text.Body);
            Type(json, place, 0);
        },
        OutgoingContent.Attachment { File.PlatformId: { } file } when place is QQBotEvent.User or QQBotEvent.Group => json =>
        {
            // The platform refuses an empty one.
            json.WriteString("content", " ");
            Type(json, place, 7);
            json.WriteStartObject("media");
            json.WriteString("file_info", file);
            json.WriteEndObject();
        },
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.Address: { } address } attachment when place is QQBotEvent.Channel or QQBotEvent.Direct => json =>
        {
            if (attachment.Caption is { } caption)
            {
                json.WriteString("content", caption);
            }

            json.WriteString("image", address.AbsoluteUri);
        },
        OutgoingContent.Choices choices when choices.Options.Count is > 0 and <= OutgoingContent.Choices.MaxOptions => json =>
        {
            Type(json, place, 2);
            json.WriteStartObject("markdown");
            json.WriteString("content", choices.Body);
            json.WriteEndObject();
            Keyboard(json, choices);
        },
        _ => null,
    };

    private static void Keyboard(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteStartObject("keyboard");
        json.WriteStartObject("content");
        json.WriteStartArray("rows");
        foreach (var row in choices.Options.Chunk(2))
        {
            json.WriteStartObject();
            json.WriteStartArray("buttons");
            foreach (var choice in row)
            {
                json.WriteStartObject();
                json.WriteString("id", choice.Id);
                json.WriteStartObject("render_data");
                json.WriteString("label", choice.Title);
                json.WriteString("visited_label", choice.Title);
                json.WriteNumber("style", 1);
                json.WriteEndObject();
                json.WriteStartObject("action");
                // 1 = comes back to us; everybody may press it.
                json.WriteNumber("type", 1);
                json.WriteStartObject("permission");
                json.WriteNumber("type", 2);
                json.WriteEndObject();
                json.WriteString("data", choice.Id);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Type(Utf8JsonWriter json, string place, int type)
    {
        if (place is QQBotEvent.User or QQBotEvent.Group)
        {
            json.WriteNumber("msg_type", type);
        }
    }

    private static int? FileType(ItemKind kind) => kind switch
    {
        ItemKind.Image => 1,
        ItemKind.Video => 2,
        ItemKind.Voice => 3,
        ItemKind.File => 4,
        _ => null,
    };

    private static Dictionary<string, string> Authorised(string accessToken) => new() { ["Authorization"] = "QQBot " + accessToken };
}
