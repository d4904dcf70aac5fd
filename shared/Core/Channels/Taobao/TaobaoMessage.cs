namespace OmniFunctions.Channels.Taobao;

/// <summary>What the platform tells of a trade or a refund, be it by a call or by its message service.</summary>
internal static class TaobaoMessage
{
    private const string Platform = "taobao";

    private static readonly string[] CarriedDetails =
        ["oid", "refund_id", "refund_fee", "seller_nick", "buyer_nick", "type", "post_fee", "num_iid", "out_sid", "company_name", "refund_phase", "bill_type", "modified"];

    /// <param name="name">Of the call or the topic.</param>
    /// <param name="key">What tells repetitions, where the platform gave an id; else trade, status and time do.</param>
    internal static InboundItem? Read(string name, TaobaoFields fields, TaobaoFields? envelope, string? key, DateTimeOffset? at)
    {
        var trade = fields.Id("tid", "trade_id", "biz_order_id", "order_id", "orderId", "deliveryOrderCode", "orderCode");
        var status = fields.Id("status", "trade_status", "refund_status", "orderStatus");
        var modified = fields.Id("modified", "modify_time", "update_time");
        var dedupe = key ?? (trade is null ? null : $"{trade}:{name}:{status}:{modified}:{fields.Id("refund_id")}");
        if (dedupe is null || name.Length > Limits.MaxIdLength)
        {
            return null;
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = name,
            // A masked id stands for the buyer in this shop and this app only.
            Sender = fields.Id("buyer_open_uid", "open_uid", "buyer_ouid", "ouid", "buyer_nick", "buyerNick") ?? envelope?.Id("user_nick") ?? fields.Id("seller_nick", "user_nick") ?? Platform,
            Recipient = fields.Id("seller_nick", "sellerNick") ?? envelope?.Id("user_nick"),
            EventId = key,
            DedupeKey = dedupe,
            SentAt = TaobaoVerification.Time(modified) ?? at,
            Details = Details(fields),
        };
        return trade is null ? frame : frame with
        {
            Kind = ItemKind.Order,
            // Who asks after an order wants an answer; an order that only went on does not.
            Opens = IsQuestion(name),
            Order = new Order(trade, null, fields.Id("payment", "total_fee", "refund_fee", "totalAmount"), "CNY", status),
        };
    }

    private static bool IsQuestion(string name) =>
        name.Contains("order_query", StringComparison.OrdinalIgnoreCase) || name.EndsWith("order.query", StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, Detail> Details(TaobaoFields fields)
    {
        var details = new Dictionary<string, Detail>();
        foreach (var name in CarriedDetails)
        {
            if (fields.Id(name) is { } value)
            {
                details[name] = value;
            }
        }

        return details;
    }
}
