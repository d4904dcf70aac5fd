using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>
/// The same events the other way. The id is the operation's, the same over all attempts, so that the receiver can drop what it has seen;
/// the time is the attempt's.
/// </summary>
internal static class StandardWebhooksSending
{
    internal const int MaxTextLength = 16_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string prefix)
    {
        if (message.Content is OutgoingContent.Template)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (message.Content is OutgoingContent.Attachment { File.Address: null })
        {
            // The receiver fetches it, and this system cannot be reached from where the receiver is.
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (message.Text is { Length: > MaxTextLength })
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        return Signed(account, prefix, message.OperationId, message.At, "message.created", json =>
        {
            json.WriteString("message_id", message.OperationId);
            Address(json, message);
            Write(json, message.Content);
        }) is { } delivery
            ? delivery
            : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string prefix)
    {
        var type = signal switch
        {
            OutgoingSignal.Typing => "typing",
            OutgoingSignal.Read => "message.read",
            OutgoingSignal.HangUp => "call.hangup",
            OutgoingSignal.Transfer => "call.transfer",
            _ => null,
        };
        return type is null ? null : Signed(account, prefix, addressee.OperationId, addressee.At, type, json =>
        {
            Address(json, addressee);
            if (signal is OutgoingSignal.Read read)
            {
                json.WriteString("message_id", read.MessageId);
            }
            else if (signal is OutgoingSignal.Transfer transfer)
            {
                json.WriteString("to", transfer.To);
            }
        });
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        >= 200 and < 300 => new DeliveryOutcome.Delivered(null),
        401 or 403 => Rejected(DeliveryRefusal.AuthenticationFailed, response.Status),
        // The receiver wants nothing more from us, ever.
        410 => Rejected(DeliveryRefusal.NotPermitted, response.Status),
        413 => Rejected(DeliveryRefusal.TooLong, response.Status),
        // It may have arrived; the receiver drops an id that it has seen.
        408 or 425 or 429 or >= 500 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? Pause)),
        _ => Rejected(DeliveryRefusal.PlatformError, response.Status),
    };

    private static HttpDelivery? Signed(ChannelAccount account, string prefix, string id, DateTimeOffset at, string type, Action<Utf8JsonWriter> data)
    {
        if (!Uri.TryCreate(account.Setting(StandardWebhooksSettings.TargetUrl), UriKind.Absolute, out var target) || target.Scheme is not ("https" or "http"))
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("type", type);
            json.WriteString("timestamp", IsoTime.Write(at));
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
        });
        return Secret(account) is { } secret && StandardWebhooksSignature.Sign(secret, id, at, body.Span) is { } signature
            ? new HttpDelivery("POST", target, JsonBody.ContentType, body)
            {
                Headers = new Dictionary<string, string>
                {
                    [prefix + "-id"] = id,
                    [prefix + "-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    [prefix + "-signature"] = signature,
                },
            }
            : null;
    }

    private static string? Secret(ChannelAccount account) =>
        account.Setting(StandardWebhooksSettings.SigningSecret)
        ?? account.Setting(StandardWebhooksSettings.Secret)?.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
            .FirstOrDefault(secret => !secret.StartsWith("whpk_", StringComparison.Ordinal) && StandardWebhooksSignature.CanSign(secret));

    private static void Address(Utf8JsonWriter json, OutgoingMessage message)
    {
        json.WriteString("customer_id", message.Recipient);
        if (message.PlatformConversation is { } conversation)
        {
            json.WriteString("conversation_id", conversation);
        }

        if (message.Answers?.MessageId is { } answered)
        {
            json.WriteString("reply_to", answered);
        }
    }

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text text:
                json.WriteString("kind", "text");
                json.WriteString("text", text.Body);
                break;
            case OutgoingContent.Attachment attachment:
                json.WriteString("kind", JsonNamingPolicy.SnakeCaseLower.ConvertName(attachment.Kind.ToString()));
                json.WriteOptional("text", attachment.Caption);
                json.WriteStartObject("media");
                json.WriteString("url", attachment.File.Address!.AbsoluteUri);
                json.WriteString("mime", attachment.File.Mime);
                json.WriteString("filename", attachment.File.Name);
                json.WriteNumber("size", attachment.File.Content.Length);
                json.WriteEndObject();
                break;
            case OutgoingContent.Place { Location: var place }:
                json.WriteString("kind", "location");
                json.WriteStartObject("location");
                json.WriteNumber("lat", place.Latitude);
                json.WriteNumber("lon", place.Longitude);
                json.WriteOptional("label", place.Label);
                json.WriteOptional("address", place.Address);
                json.WriteEndObject();
                break;
            case OutgoingContent.Page { Link: var link }:
                json.WriteString("kind", "link");
                Write(json, link);
                break;
            case OutgoingContent.MiniProgram { Card: var card }:
                json.WriteString("kind", "card");
                json.WriteStartObject("card");
                json.WriteOptional("title", card.Title);
                json.WriteOptional("app_id", card.AppId);
                json.WriteOptional("path", card.Path);
                json.WriteOptional("thumb_url", card.ThumbnailUrl);
                json.WriteEndObject();
                break;
            case OutgoingContent.Choices choices:
                json.WriteString("kind", "choices");
                json.WriteString("text", choices.Body);
                json.WriteStartArray("choices");
                foreach (var choice in choices.Options)
                {
                    json.WriteStartObject();
                    json.WriteString("id", choice.Id);
                    json.WriteString("title", choice.Title);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                break;
            case OutgoingContent.OrderCard { Order: var order } card:
                json.WriteString("kind", "order");
                json.WriteStartObject("order");
                json.WriteString("id", order.Id);
                json.WriteOptional("platform_id", order.PlatformId);
                json.WriteOptional("total", order.Total);
                json.WriteOptional("currency", order.Currency);
                json.WriteOptional("status", order.Status);
                json.WriteEndObject();
                if (card.Link is { } page)
                {
                    Write(json, page);
                }

                break;
            default:
                throw new InvalidOperationException($"No form of {content.GetType().Name}.");
        }
    }

    private static void Write(Utf8JsonWriter json, Link link)
    {
        json.WriteStartObject("link");
        json.WriteString("url", link.Url);
        json.WriteOptional("title", link.Title);
        json.WriteOptional("description", link.Description);
        json.WriteEndObject();
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, int status) => new(reason, status.ToString(CultureInfo.InvariantCulture));
}
