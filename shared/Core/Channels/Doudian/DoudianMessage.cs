using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Doudian;

/// <summary>One message by its tag. Tags of one hundred tell of orders, those of two hundred of refunds and returns.</summary>
internal static class DoudianMessage
{
    private const string Probe = "0";
    private const string Platform = "doudian";

    private static readonly string[] CarriedDetails =
        ["shop_id", "s_ids", "order_type", "order_status", "aftersale_id", "aftersale_status", "aftersale_type", "refund_amount", "logistics_code", "company_name", "cancel_reason", "reason_code"];

    /// <returns>Neither an item nor a fault for a probe: the platform asks only whether somebody is there.</returns>
    internal static (InboundItem? Item, ParseFault? Fault) Read(JsonElement message)
    {
        if (message.Id("tag") is not { } tag)
        {
            return (null, ParseFault.MissingField);
        }

        if (tag == Probe)
        {
            return (null, null);
        }

        if (message.Id("msg_id") is not { } id)
        {
            return (null, ParseFault.MissingField);
        }

        if (Data(message) is not { } data)
        {
            return (null, ParseFault.InvalidValue);
        }

        var order = data.Id("p_id") ?? data.Id("order_id") ?? data.Id("s_id");
        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = tag,
            Sender = data.Id("open_id") ?? data.Id("buyer_open_id") ?? data.Id("doudian_open_id") ?? data.Id("shop_id") ?? Platform,
            Recipient = data.Id("shop_id"),
            EventId = id,
            DedupeKey = id,
            SentAt = UnixTime.FromSeconds(data.Integer("update_time") ?? data.Integer("pay_time") ?? data.Integer("create_time")),
            Details = Details(data),
        };
        return (order is null ? frame : frame with
        {
            Kind = ItemKind.Order,
            Opens = false,
            Order = new Order(order, null, Yuan(data.Integer("pay_amount") ?? data.Integer("order_amount") ?? data.Integer("refund_amount")), "CNY", data.Id("order_status") ?? data.Id("aftersale_status")),
        }, null);
    }

    /// <summary>JSON inside of a text, or as it is.</summary>
    private static JsonElement? Data(JsonElement message)
    {
        if (message.Object("data") is { } data)
        {
            return data;
        }

        if (message.String("data") is not { } text)
        {
            return null;
        }

        var (inner, fault) = JsonReading.ReadObject(Encoding.UTF8.GetBytes(text));
        return fault is null ? inner : null;
    }

    /// <summary>The platform counts in fen.</summary>
    internal static string? Yuan(long? fen) => fen is { } amount ? (amount / 100m).ToString("0.00", CultureInfo.InvariantCulture) : null;

    private static Dictionary<string, Detail> Details(JsonElement data)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var name in CarriedDetails)
        {
            if (data.Id(name) is { } value)
            {
                details[name] = value;
            }
            else if (data.Array(name).ToArray() is { Length: > 0 } list)
            {
                details[name] = string.Join(',', list.Take(Order.MaxLines).Select(element => element.ToString()));
            }
        }

        return details;
    }
}
