using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OmniFunctions.Channels;

/// <summary>
/// An item in the neutral names of the channel vectors (snake case; what is absent is left out). Details stand beside the rest by their own names.
/// </summary>
public static class NormalisedItem
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>One JSON object.</returns>
    public static string ToJson(InboundItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            Write(json, item);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, InboundItem item)
    {
        json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(item.Kind.ToString()));
        json.WriteString("sender", item.Sender);
        json.WriteOptional("recipient", item.Recipient);
        json.WriteOptional("conversation", item.Conversation);
        json.WriteOptional("message_id", item.MessageId);
        json.WriteOptional("event_id", item.EventId);
        json.WriteString("dedupe_key", item.DedupeKey);
        if (item.SentAt is { } sentAt)
        {
            json.WriteNumber("timestamp_ms", sentAt.ToUnixTimeMilliseconds());
        }

        // Of a mail the whole as it came; what is folded away on the desk included.
        json.WriteOptional("text", item.Mail?.Quoted is { } quoted ? item.Text + quoted : item.Text);
        json.WriteOptional("payload", item.Payload);
        json.WriteOptional(NameOf(item.Kind), item.Name);
        json.WriteOptional("display_name", item.DisplayName);
        json.WriteOptional("language", item.Language);
        Write(json, item.Media);
        Write(json, item.Link);
        Write(json, item.Card);
        Write(json, item.Location);
        Write(json, item.Order);
        Write(json, item.Mail);
        Write(json, item.Receipt);
        Write(json, item.Attachments);
        if (item.Data is { } data)
        {
            json.WritePropertyName("data");
            json.WriteRawValue(data);
        }

        foreach (var (name, value) in item.Details.OrderBy(detail => detail.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(name);
            Detail.Write(json, value);
        }
    }

    private static string NameOf(ItemKind kind) => kind switch
    {
        ItemKind.Event or ItemKind.Status or ItemKind.Order => "event",
        ItemKind.Command => "command",
        _ => "name",
    };

    private static void Write(Utf8JsonWriter json, Media? media)
    {
        if (media is null)
        {
            return;
        }

        json.WriteStartObject("media");
        WriteMembers(json, media);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<Media>? attachments)
    {
        if (attachments is null or [])
        {
            return;
        }

        json.WriteStartArray("attachments");
        foreach (var attachment in attachments)
        {
            json.WriteStartObject();
            WriteMembers(json, attachment);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMembers(Utf8JsonWriter json, Media media)
    {
        json.WriteOptional("id", media.Id);
        json.WriteOptional("mime", media.Mime);
        json.WriteOptional("format", media.Format);
        json.WriteOptional("url", media.Url);
        json.WriteOptional("filename", media.FileName);
        if (media.SizeBytes is { } size)
        {
            json.WriteNumber("size", size);
        }

        json.WriteOptional("sha256", media.Sha256);
    }

    private static void Write(Utf8JsonWriter json, Order? order)
    {
        if (order is null)
        {
            return;
        }

        json.WriteStartObject("order");
        json.WriteString("id", order.Id);
        json.WriteOptional("platform_id", order.PlatformId);
        json.WriteOptional("total", order.Total);
        json.WriteOptional("currency", order.Currency);
        json.WriteOptional("status", order.Status);
        json.WriteEndObject();
        json.WriteOptional("status", order.Status);
    }

    private static void Write(Utf8JsonWriter json, Mail? mail)
    {
        if (mail is null)
        {
            return;
        }

        json.WriteOptional("subject", mail.Subject);
        json.WriteOptional("in_reply_to", mail.InReplyTo);
        if (mail.References is { Count: > 0 } references)
        {
            json.WriteStartArray("references");
            foreach (var reference in references)
            {
                json.WriteStringValue(reference);
            }

            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, Receipt? receipt)
    {
        if (receipt is null)
        {
            return;
        }

        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(receipt.State.ToString()));
        json.WriteOptional("error_code", receipt.ErrorCode);
    }

    private static void Write(Utf8JsonWriter json, Link? link)
    {
        if (link is null)
        {
            return;
        }

        json.WriteStartObject("link");
        json.WriteOptional("title", link.Title);
        json.WriteString("url", link.Url);
        json.WriteOptional("description", link.Description);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Card? card)
    {
        if (card is null)
        {
            return;
        }

        json.WriteStartObject("card");
        json.WriteOptional("title", card.Title);
        json.WriteOptional("app_id", card.AppId);
        json.WriteOptional("path", card.Path);
        json.WriteOptional("thumb_url", card.ThumbnailUrl);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Location? location)
    {
        if (location is null)
        {
            return;
        }

        json.WriteStartObject("location");
        json.WriteNumber("lat", location.Latitude);
        json.WriteNumber("lon", location.Longitude);
        json.WriteOptional("label", location.Label);
        json.WriteOptional("address", location.Address);
        json.WriteEndObject();
    }
}
