using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Meta;

/// <summary>A customer's message, whatever it holds: its <c>type</c> names the member that has the content.</summary>
internal static class WhatsAppMessage
{
    /// <param name="value">The change the message is in; names stand beside the messages.</param>
    /// <param name="number">Our number's id.</param>
    internal static Parsed Read(JsonElement message, JsonElement value, string? number)
    {
        if (message.Id("id") is not { } id || message.String("type") is not { Length: > 0 and <= Limits.MaxIdLength } type)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        // A customer with a user name may come without their number.
        if ((message.Id("from") ?? message.Id("from_user_id")) is not { } sender)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Unsupported,
            Sender = sender,
            Recipient = number,
            MessageId = id,
            DedupeKey = id,
            SentAt = WhatsAppStatus.Time(message),
            DisplayName = NameOf(value, sender),
            Details = Details(message),
        };
        return Fill(frame, message, type) is { } item ? new Parsed.Items(item) : new Parsed.Malformed(ParseFault.InvalidValue);
    }

    /// <returns>Null when what it says it holds cannot be read.</returns>
    private static InboundItem? Fill(InboundItem frame, JsonElement message, string type)
    {
        if (type is "unsupported" or "unknown")
        {
            return frame with { Name = message.Object("unsupported")?.String("type") ?? type };
        }

        if (type == "contacts")
        {
            return Contact(frame, message);
        }

        if (message.Object(type) is not { } content)
        {
            return IsKnown(type) ? null : frame with { Name = type };
        }

        return type switch
        {
            "text" => content.String("body") is { } body ? frame with { Kind = ItemKind.Text, Text = body } : null,
            "image" or "sticker" => File(frame, content, ItemKind.Image),
            "video" => File(frame, content, ItemKind.Video),
            "audio" => File(frame, content, ItemKind.Voice),
            "document" => File(frame, content, ItemKind.File),
            "location" => Place(frame, content),
            "interactive" => Chosen(frame, content),
            "button" => frame with { Kind = ItemKind.Postback, Payload = content.String("payload"), Text = content.String("text"), Details = frame.Further().Put("title", content.String("text")) },
            "order" => Basket(frame, content),
            "reaction" => Reaction(frame, content),
            "system" => frame with { Kind = ItemKind.Event, Name = content.String("type") ?? "system", Details = frame.Further().Put("new_sender", content.Id("wa_id") ?? content.Id("new_wa_id")) },
            "request_welcome" => frame with { Kind = ItemKind.Event, Name = type },
            "edit" => Edited(frame, content),
            "revoke" => content.Id("original_message_id") is { } original
                ? frame with { Kind = ItemKind.Event, Name = "message_deleted", Details = frame.Further().Put("target_message_id", original) }
                : null,
            _ => frame with { Name = type },
        };
    }

    private static bool IsKnown(string type) => type is
        "text" or "image" or "sticker" or "video" or "audio" or "document" or "location" or "interactive" or "button" or "order" or "reaction" or "system" or "edit" or "revoke";

    private static InboundItem? File(InboundItem frame, JsonElement content, ItemKind kind) => content.Id("id") is { } id
        ? frame with
        {
            Kind = kind,
            Text = content.String("caption"),
            Media = new Media(id, content.String("mime_type"), FileName: content.String("filename")) { Sha256 = WhatsAppMedia.Digest(content.String("sha256")) },
            Details = content.Flag("voice") is { } isVoice ? frame.Further().Put("voice_note", isVoice) : frame.Details,
        }
        : null;

    private static InboundItem? Place(InboundItem frame, JsonElement content) =>
        content.Number("latitude") is { } latitude && content.Number("longitude") is { } longitude
            ? frame with { Kind = ItemKind.Location, Location = new Location(latitude, longitude, content.String("name"), content.String("address")) }
            : null;

    private static InboundItem? Chosen(InboundItem frame, JsonElement content)
    {
        if ((content.Object("button_reply") ?? content.Object("list_reply")) is { } choice)
        {
            return frame with
            {
                Kind = ItemKind.Postback,
                Payload = choice.String("id"),
                Text = choice.String("title"),
                Details = frame.Further().Put("title", choice.String("title")).Put("description", choice.String("description")),
            };
        }

        // A filled-in form of a flow.
        return content.Object("nfm_reply") is { } form
            ? frame with { Kind = ItemKind.Postback, Name = "nfm_reply", Payload = form.String("response_json"), Text = form.String("body"), Details = frame.Further().Put("title", form.String("name")) }
            : frame with { Name = content.String("type") is { Length: <= Limits.MaxIdLength } type ? "interactive:" + type : "interactive" };
    }

    /// <summary>A basket sent for purchase. It has no number of its own but the message's.</summary>
    private static InboundItem Basket(InboundItem frame, JsonElement content)
    {
        var lines = content.Array("product_items").Take(Order.MaxLines)
            .Select(item => new OrderLine(null, item.Id("product_retailer_id"), (int)(item.Integer("quantity") is > 0 and <= int.MaxValue and var count ? count : 1), item.Id("item_price")))
            .ToArray();
        return frame with
        {
            Kind = ItemKind.Order,
            Name = "basket",
            Text = content.String("text"),
            Order = new Order(frame.MessageId!, content.Id("catalog_id"), Total(lines), content.Array("product_items").FirstOrDefault().String("currency")) { Lines = lines },
        };
    }

    private static string? Total(OrderLine[] lines)
    {
        var total = 0m;
        foreach (var line in lines)
        {
            if (!decimal.TryParse(line.Price, NumberStyles.Float, CultureInfo.InvariantCulture, out var price) || Math.Abs(price) > 1_000_000_000_000m)
            {
                return null;
            }

            total += price * line.Quantity;
        }

        return lines is [] ? null : total.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Without an emoji it was taken back.</summary>
    private static InboundItem? Reaction(InboundItem frame, JsonElement content) => content.Id("message_id") is { } target
        ? frame with { Kind = ItemKind.Event, Name = "reaction", Details = frame.Further().Put("target_message_id", target).Put("emoji", content.String("emoji") ?? "") }
        : null;

    private static InboundItem? Edited(InboundItem frame, JsonElement content)
    {
        if (content.Id("original_message_id") is not { } original || content.Object("message") is not { } message || message.String("type") is not { } type)
        {
            return null;
        }

        // It names the message it replaces, as edits do everywhere; its own id tells repetitions.
        return type != "edit" && Fill(frame, message, type) is { } changed
            ? changed with { Kind = ItemKind.Edit, MessageId = original, EventId = frame.MessageId, Name = "edit" }
            : null;
    }

    private static InboundItem? Contact(InboundItem frame, JsonElement message)
    {
        if (message.Array("contacts").FirstOrDefault() is not { ValueKind: JsonValueKind.Object } contact)
        {
            return null;
        }

        return frame with
        {
            Kind = ItemKind.Card,
            Name = "contact",
            Card = new Card(contact.Object("name")?.String("formatted_name"), AppId: null, Path: null),
            Details = frame.Further().Put("phone", contact.Array("phones").FirstOrDefault().String("phone")),
        };
    }

    private static string? NameOf(JsonElement value, string sender)
    {
        foreach (var contact in value.Array("contacts"))
        {
            if (contact.Id("wa_id") == sender || contact.Id("user_id") == sender)
            {
                return contact.Object("profile")?.String("name") is { Length: > 0 and <= 200 } name ? name : null;
            }
        }

        return null;
    }

    private static Dictionary<string, Detail> Details(JsonElement message)
    {
        var context = message.Object("context");
        return new Dictionary<string, Detail>()
            .Put("reply_to", context?.Id("id"))
            .Put("product_id", context?.Object("referred_product")?.Id("product_retailer_id"))
            // The advertisement or post that led here.
            .Put("referral_url", message.Object("referral")?.String("source_url"))
            .Put("forwarded", context?.Flag("forwarded") is true || context?.Flag("frequently_forwarded") is true ? true : null);
    }
}
