using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Douyin;

internal static class DouyinEvent
{
    private const string Platform = "douyin";

    /// <summary>Above this a time counts milliseconds: as seconds it would be the year 5138.</summary>
    private const long FirstMillisecondTime = 100_000_000_000;

    private const long FirstMicrosecondTime = 100_000_000_000_000;

    internal static Parsed Read(JsonElement root, string? messageIdHeader)
    {
        if (root.String("event") is not { Length: > 0 and <= Limits.MaxIdLength } name)
        {
            return root.Id("msg_id") is { } gameMessage ? DouyinGame.Read(root, gameMessage) : Malformed(ParseFault.MissingField);
        }

        if (name == "verify_webhook")
        {
            return new Parsed.Items();
        }

        // An account that answers by its own app, and we by the API, are told so, too.
        if (name is "im_send_msg" or "im_group_send_msg")
        {
            return new Parsed.Items();
        }

        if (DouyinContent.Of(root) is not { } content)
        {
            return Malformed(ParseFault.InvalidValue);
        }

        var message = content.Id("server_message_id");
        var delivery = messageIdHeader is { Length: > 0 and <= Limits.MaxIdLength } given ? given : null;
        if ((delivery ?? message ?? root.Id("log_id")) is not { } key)
        {
            return Malformed(ParseFault.MissingField);
        }

        var sender = root.Id("from_user_id");
        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = name,
            Sender = sender ?? Platform,
            Recipient = root.Id("to_user_id"),
            Conversation = content.Id("conversation_short_id"),
            MessageId = message,
            EventId = delivery,
            DedupeKey = key,
            SentAt = Time(content.Integer("create_time")),
            DisplayName = DisplayName(content, sender),
            Details = Details(root, content),
        };
        var item = Fill(frame, name, content, sender);
        return item is null ? Malformed(sender is null ? ParseFault.MissingSender : ParseFault.MissingField) : new Parsed.Items(item);
    }

    /// <returns>Null when a field is missing without which the event means nothing.</returns>
    private static InboundItem? Fill(InboundItem frame, string name, JsonElement content, string? sender) => name switch
    {
        "im_receive_msg" or "im_group_receive_msg" => sender is null ? null : DouyinMessage.Fill(frame with { Name = null }, content),
        "im_message_read" => frame with
        {
            Kind = ItemKind.Status,
            Receipt = new Receipt(ReceiptState.Read, null, UpTo(content.Id("index"))),
            Sender = sender ?? content.Id("read_open_id") ?? Platform,
        },
        "im_recall_msg" => frame with { Details = With(frame.Details, "target_message_id", frame.MessageId) },
        "item_comment_reply" => content.String("content") is { } comment && (content.Id("comment_user_id") ?? sender) is { } author
            ? frame with
            {
                Kind = ItemKind.Comment,
                Name = null,
                Sender = author,
                Text = comment,
                MessageId = content.Id("comment_id"),
                Conversation = content.Id("reply_to_item_id"),
                Details = With(frame.Details, "reply_to", content.Id("reply_to_comment_id")),
            }
            : null,
        "life_trade_order_notify" => Ordered(frame, content.Object("order"), content),
        "life_trade_certificate_notify" => Ordered(frame, content.Object("order") ?? content.Object("certificate") ?? content, content),
        "im_enter_direct_msg" or "im_authorize" or "authorize" or "unauthorize" or "new_follow_action" or "create_video" => frame,
        // Authentic and of somebody, but nothing this system knows.
        _ => sender is null ? frame : frame with { Kind = ItemKind.Unsupported },
    };

    private static InboundItem? Ordered(InboundItem frame, JsonElement? order, JsonElement content) => order?.Id("order_id") is { } id
        ? frame with
        {
            Kind = ItemKind.Order,
            Opens = false,
            Sender = frame.Sender == Platform ? order.Value.Id("open_id") ?? Platform : frame.Sender,
            SentAt = frame.SentAt ?? Time(content.Integer("msg_time")),
            Order = new Order(id, null, Yuan(order.Value.Integer("pay_amount")), "CNY", content.String("action")),
        }
        : null;

    /// <summary>The platform counts in fen.</summary>
    internal static string? Yuan(long? fen) => fen is { } amount ? (amount / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null;

    internal static DateTimeOffset? Time(long? time) =>
        time is >= FirstMicrosecondTime ? UnixTime.FromMilliseconds(time / 1_000)
        : time is >= FirstMillisecondTime ? UnixTime.FromMilliseconds(time)
        : UnixTime.FromSeconds(time);

    /// <summary>Everything up to a message that is named by its time alone.</summary>
    private static DateTimeOffset? UpTo(string? index) =>
        long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var time) ? Time(time) : null;

    private static string? DisplayName(JsonElement content, string? sender) =>
        content.Array("user_infos").FirstOrDefault(user => user.ValueKind == JsonValueKind.Object && user.Id("open_id") == sender) is { ValueKind: JsonValueKind.Object } user
        && user.String("nick_name") is { Length: > 0 and <= Limits.MaxIdLength } name
            ? name
            : null;

    private static Dictionary<string, Detail> Details(JsonElement root, JsonElement content)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var (name, value) in new[]
        {
            ("account_open_id", root.Id("to_user_id")), ("source", content.Id("source")), ("log_id", root.Id("log_id")),
            ("conversation_type", content.Integer("conversation_type") switch { 1 => "direct", 2 => "group", _ => null }),
        })
        {
            if (value is not null)
            {
                details[name] = value;
            }
        }

        return details;
    }

    private static IReadOnlyDictionary<string, Detail> With(IReadOnlyDictionary<string, Detail> details, string name, string? value) =>
        value is null ? details : new Dictionary<string, Detail>(details) { [name] = value };

    private static Parsed.Malformed Malformed(ParseFault fault) => new(fault);
}
