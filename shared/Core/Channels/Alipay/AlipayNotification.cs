namespace OmniFunctions.Channels.Alipay;

/// <summary>What became of a payment, or a message of the open platform.</summary>
internal static class AlipayNotification
{
    private static readonly string[] CarriedDetails =
        ["subject", "refund_fee", "out_biz_no", "buyer_logon_id", "receipt_amount", "buyer_pay_amount", "gmt_payment", "gmt_refund", "gmt_close", "app_id", "seller_id"];

    internal static Parsed Read(IReadOnlyList<KeyValuePair<string, string>> form)
    {
        var trade = Id(form, "trade_no");
        var order = Id(form, "out_trade_no") ?? trade;
        var notification = Id(form, "notify_id") ?? Id(form, "msg_id");
        if (notification is null && order is null)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var status = Id(form, "trade_status") ?? Id(form, "refund_status");
        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = Id(form, "notify_type") ?? Id(form, "msg_method"),
            Sender = Id(form, "buyer_id") ?? Id(form, "buyer_open_id") ?? Id(form, "buyer_logon_id") ?? "alipay",
            Recipient = Id(form, "seller_id") ?? Id(form, "app_id"),
            EventId = notification,
            // One notification keeps its id over its repetitions; a partial refund has the status of the payment, and its own number.
            DedupeKey = notification ?? $"{order}:{status}:{Id(form, "out_biz_no")}",
            SentAt = AlipayVerification.Time(form.Value("notify_time")),
            Details = CarriedDetails.Where(name => form.Value(name) is not null).ToDictionary(name => name, name => (Detail)form.Value(name)!),
        };
        return new Parsed.Items(order is null ? frame : frame with
        {
            Kind = ItemKind.Order,
            Opens = false,
            Order = new Order(order, trade, Id(form, "total_amount"), Id(form, "trans_currency") ?? "CNY", status),
        });
    }

    private static string? Id(IReadOnlyList<KeyValuePair<string, string>> form, string name) =>
        form.Value(name) is { Length: <= Limits.MaxIdLength } id ? id : null;
}
