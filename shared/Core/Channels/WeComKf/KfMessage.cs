using System.Text.Json;

namespace OmniFunctions.Channels.WeComKf;

/// <summary>One entry of what was read: a customer's message, or something that happened.</summary>
internal static class KfMessage
{
    internal const string EnterSession = "enter_session";

    private const int FromCustomer = 3;
    private const int FromSystem = 4;

    /// <returns>Neither where it is nothing of the customer's: somebody answered from WeCom itself.</returns>
    internal static (InboundItem? Item, ParseFault? Fault) Read(JsonElement message, string stream)
    {
        if (message.Id("msgid") is not { } id || message.Id("msgtype") is not { } type)
        {
            return (null, ParseFault.MissingField);
        }

        if (message.Integer("origin") is not (FromCustomer or FromSystem))
        {
            return (null, null);
        }

        var content = message.Object(type) ?? default;
        var sender = message.Id("external_userid") ?? content.Id("external_userid");
        // Of some events the platform tells the account only: an agent came or went.
        if ((sender ?? content.Id("servicer_userid")) is not { } who)
        {
            return (null, ParseFault.MissingSender);
        }

        var account = message.Id("open_kfid") ?? content.Id("open_kfid") ?? stream;
        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Name = type,
            Sender = who,
            Recipient = account,
            // Answers go through the account that was written to.
            Conversation = account,
            MessageId = id,
            DedupeKey = id,
            SentAt = UnixTime.FromSeconds(message.Integer("send_time")),
            Details = new Dictionary<string, Detail> { ["open_kfid"] = account },
        };
        var item = type == "event" ? KfEvent.Fill(frame, content) : Fill(frame, type, content);
        return item is null ? (null, ParseFault.InvalidValue) : (item, null);
    }

    private static InboundItem? Fill(InboundItem frame, string type, JsonElement content) => type switch
    {
        "text" => content.String("content") is { } text
            // An entry of our own menu comes back as its text, with its id beside it.
            ? content.Id("menu_id") is { } menu
                ? frame with { Kind = ItemKind.Postback, Name = null, Text = text, Payload = menu }
                : frame with { Kind = ItemKind.Text, Name = null, Text = text }
            : null,
        "image" => File(frame, ItemKind.Image, content),
        "voice" => File(frame, ItemKind.Voice, content) is { } voice ? voice with { Media = voice.Media! with { Format = "amr" } } : null,
        "video" => File(frame, ItemKind.Video, content),
        "file" => File(frame, ItemKind.File, content),
        "location" => content.Number("latitude") is { } latitude && content.Number("longitude") is { } longitude
            ? frame with { Kind = ItemKind.Location, Name = null, Location = new Location(latitude, longitude, content.String("name"), content.String("address")) }
            : null,
        "link" => content.String("url") is { } url
            ? frame with { Kind = ItemKind.Link, Name = null, Link = new Link(content.String("title"), url, content.String("desc")) }
            : null,
        "miniprogram" => frame with
        {
            Kind = ItemKind.Card,
            Name = null,
            Card = new Card(content.String("title"), content.Id("appid"), content.String("pagepath")),
            Details = With(frame, ("thumb_media_id", content.Id("thumb_media_id"))),
        },
        "business_card" => frame with
        {
            Kind = ItemKind.Card,
            Name = "business_card",
            Card = new Card(content.Id("userid"), AppId: null, Path: null),
        },
        "channels_shop_product" => frame with
        {
            Kind = ItemKind.Card,
            Name = "product",
            Card = new Card(content.String("title"), AppId: null, Path: null, content.String("head_image")),
            Details = With(frame, ("product_id", content.Id("product_id")), ("price", content.Id("sales_price")), ("shop", content.String("shop_nickname"))),
        },
        "channels_shop_order" => content.Id("order_id") is { } order
            ? frame with
            {
                Kind = ItemKind.Order,
                Name = "order",
                Text = content.String("product_titles"),
                Order = new Order(order, Total: content.String("price_wording"), Status: content.Id("state")),
                Details = With(frame, ("shop", content.String("shop_nickname"))),
            }
            : null,
        // What was chosen in a menu comes as a text; the menu itself comes back when it is forwarded.
        "msgmenu" => frame with { Text = content.String("head_content") },
        // Several chats in one, as a note to be read: the platform gives it as JSON in a text.
        "merged_msg" => frame with { Text = content.String("title") },
        "channels" => frame with { Kind = ItemKind.Card, Name = "channels", Card = new Card(content.String("title") ?? content.String("nickname"), AppId: null, Path: null) },
        _ => frame,
    };

    private static InboundItem? File(InboundItem frame, ItemKind kind, JsonElement content) => content.Id("media_id") is { } id
        ? frame with { Kind = kind, Name = null, Media = new Media(id, FileName: content.String("file_name")) }
        : null;

    internal static Dictionary<string, Detail> With(InboundItem frame, params ReadOnlySpan<(string Name, string? Value)> more)
    {
        var details = new Dictionary<string, Detail>(frame.Details);
        foreach (var (name, value) in more)
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }

        return details;
    }
}
