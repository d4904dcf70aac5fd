using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Shopify;

/// <summary>What happened, by topic. Ids have 64 bits and come as JSON numbers: their digits are kept as text.</summary>
internal static class ShopifyEvent
{
    internal static Parsed Read(WebhookRequest request, ReadOnlyMemory<byte> payload)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        if (fault is { } unreadable)
        {
            return new Parsed.Malformed(unreadable);
        }

        var headers = ShopifyHeaders.Of(request);
        if (headers.Topic is not { } topic || (headers.WebhookId ?? headers.EventId) is not { } delivery)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Event,
            Name = topic,
            Sender = Customer(root) ?? headers.Shop ?? "shopify",
            Recipient = headers.Shop,
            EventId = delivery,
            DedupeKey = delivery,
            SentAt = IsoTime.Read(headers.TriggeredAt) ?? IsoTime.Read(root.String("updated_at") ?? root.String("created_at")),
            DisplayName = Name(root.Object("customer")),
            Details = Details(root, headers),
        };
        return Fill(frame, topic, root) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.MissingField);
    }

    private static InboundItem? Fill(InboundItem frame, string topic, JsonElement root) => topic.Split('/')[0] switch
    {
        "orders" or "draft_orders" => Ordered(frame, root.Id("id"), root, root.String("financial_status") ?? root.String("status")),
        "refunds" => Ordered(frame, root.Id("order_id"), root, "refunded"),
        "fulfillments" or "order_transactions" => Ordered(frame, root.Id("order_id"), root, root.String("status")),
        _ => frame,
    };

    /// <summary>A shop tells of it; nobody has asked anything.</summary>
    private static InboundItem? Ordered(InboundItem frame, string? id, JsonElement root, string? status) => id is null ? null : frame with
    {
        Kind = ItemKind.Order,
        Opens = false,
        Order = new Order(id, null, root.String("total_price") ?? root.String("amount") ?? Refunded(root), root.String("currency"), status)
        {
            Lines = [.. Lines(root).Take(Order.MaxLines)],
        },
    };

    private static IEnumerable<OrderLine> Lines(JsonElement root) => root.Array("line_items").Concat(root.Array("refund_line_items").Select(line => line.Object("line_item") ?? line))
        .Where(line => line.ValueKind == JsonValueKind.Object)
        .Select(line => new OrderLine(
            line.String("title"), line.String("sku"), (int)Math.Clamp(line.Integer("quantity") ?? 1, 0, int.MaxValue), line.String("price")));

    /// <summary>A refund names no sum of its own, only its transactions.</summary>
    private static string? Refunded(JsonElement root)
    {
        decimal? sum = null;
        foreach (var transaction in root.Array("transactions"))
        {
            if (decimal.TryParse(transaction.String("amount"), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) && Math.Abs(amount) < 1_000_000_000_000m)
            {
                sum = (sum ?? 0) + amount;
            }
        }

        return sum?.ToString(CultureInfo.InvariantCulture);
    }

    private static string? Customer(JsonElement root) => root.Object("customer")?.Id("id") ?? root.Id("customer_id") ?? root.Id("email");

    private static string? Name(JsonElement? customer)
    {
        var name = customer is { } person ? $"{person.String("first_name")} {person.String("last_name")}".Trim() : "";
        return name.Length is > 0 and <= Limits.MaxIdLength ? name : null;
    }

    private static Dictionary<string, Detail> Details(JsonElement root, ShopifyHeaders headers)
    {
        var details = new Dictionary<string, Detail>();
        Add("shop", headers.Shop);
        Add("shopify_event_id", headers.EventId);
        // The number that people see and ask by, as "#1001".
        Add("order_name", root.String("name"));
        Add("email", root.String("email") ?? root.Object("customer")?.String("email"));
        Add("fulfillment_status", root.String("fulfillment_status"));
        Add("cancel_reason", root.String("cancel_reason"));
        Add("tracking_number", root.Id("tracking_number"));
        Add("tracking_company", root.String("tracking_company"));
        Add("tracking_url", root.String("tracking_url"));
        return details;

        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                details[name] = value;
            }
        }
    }
}
