using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Channels.Line;

/// <summary>Answers by the token of what was said, which costs nothing, as long as it is fresh; else by a push.</summary>
internal static class LineSending
{
    /// <summary>In UTF-16 code units, as LINE counts.</summary>
    internal const int MaxTextLength = 5_000;

    private const int MaxLabelLength = 20;
    private const int MaxDataLength = 300;
    private const int MaxPlaceLength = 100;
    private const int TypingSeconds = 20;

    /// <summary>A reply token is good for about a minute; an attempt must be through before.</summary>
    private static readonly TimeSpan ReplyTokenGood = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(10);

    internal static Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (Refusal(message.Content) is { } refusal)
        {
            return new ImpossibleDelivery(refusal);
        }

        if (LineToken.Header(account, accessToken) is not { } headers || ApiBase.Of(account, LineSettings.Platform) is not { } platform)
        {
            return new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        if (FreshToken(message) is { } replyToken)
        {
            return new HttpDelivery("POST", new Uri(platform, "v2/bot/message/reply"), JsonBody.ContentType, Body(message, json => json.WriteString("replyToken", replyToken))) { Headers = headers };
        }

        // Of a push that LINE has seen before under this key it says so, and sends nothing.
        headers["X-Line-Retry-Key"] = RetryKey(message.OperationId);
        return new HttpDelivery(
            "POST",
            new Uri(platform, "v2/bot/message/push"),
            JsonBody.ContentType,
            Body(message, json => json.WriteString("to", message.PlatformConversation ?? message.Recipient))) { Headers = headers };
    }

    internal static HttpDelivery? Compose(OutgoingSignal signal, OutgoingMessage addressee, ChannelAccount account, string? accessToken)
    {
        if (LineToken.Header(account, accessToken) is not { } headers || ApiBase.Of(account, LineSettings.Platform) is not { } platform)
        {
            return null;
        }

        return signal switch
        {
            // Shown in chats with one person only.
            OutgoingSignal.Typing when addressee.PlatformConversation is null => Request("v2/bot/chat/loading/start", json =>
            {
                json.WriteString("chatId", addressee.Recipient);
                json.WriteNumber("loadingSeconds", TypingSeconds);
            }),
            OutgoingSignal.Read when addressee.Answers?.Details.GetValueOrDefault("mark_as_read_token").Text is { } token =>
                Request("v2/bot/chat/markAsRead", json => json.WriteString("markAsReadToken", token)),
            _ => null,
        };

        HttpDelivery Request(string path, Action<Utf8JsonWriter> members) => new("POST", new Uri(platform, path), JsonBody.ContentType, JsonBody.Of(members)) { Headers = headers };
    }

    internal static DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        var said = fault is null ? root.String("message") ?? "" : "";
        return response.Status switch
        {
            // 409 is the answer to a retry key that has been seen: the message is out.
            200 or 409 => new DeliveryOutcome.Delivered(fault is null ? root.Array("sentMessages").FirstOrDefault().Id("id") : null),
            429 when Says(said, "monthly limit") => Rejected(DeliveryRefusal.TooManyMessages, 429),
            429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? RatePause)),
            // The token was too old or used up, so nothing went out. By the next attempt it is too old for us as well, and it is a push.
            400 when Says(said, "Invalid reply token") => new DeliveryOutcome.Throttled(now + ReplyTokenGood),
            400 when Says(said, "Failed to send messages") || Says(said, "'to'") => Rejected(DeliveryRefusal.RecipientUnknown, 400),
            401 => new DeliveryOutcome.TokenExpired(),
            403 => Rejected(DeliveryRefusal.NotPermitted, 403),
            404 => Rejected(DeliveryRefusal.RecipientUnknown, 404),
            413 => Rejected(DeliveryRefusal.TooLong, 413),
            >= 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, response.Status),
            // An answer of a gateway, or half of one: the message may be out all the same.
            _ => new DeliveryOutcome.Unknown(),
        };
    }

    private static string? FreshToken(OutgoingMessage message) =>
        message is { SentSince: 0, Answers: { } answers }
        && message.At - answers.At is { } age
        && age >= TimeSpan.Zero
        && age < ReplyTokenGood
            ? answers.Details.GetValueOrDefault("reply_token").Text
            : null;

    /// <summary>A UUID out of the operation's id: the same over all attempts.</summary>
    private static string RetryKey(string operationId) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(operationId)).AsSpan(0, 16)).ToString();

    private static DeliveryRefusal? Refusal(OutgoingContent content) => content switch
    {
        OutgoingContent.Text(var text) => text.Length > MaxTextLength ? DeliveryRefusal.TooLong : null,
        // LINE fetches pictures itself, and from https only.
        OutgoingContent.Attachment { Kind: ItemKind.Image, File.Address.Scheme: "https" } => null,
        OutgoingContent.Place => null,
        OutgoingContent.Choices { Options.Count: 0 or > OutgoingContent.Choices.MaxOptions } => DeliveryRefusal.KindNotSupported,
        OutgoingContent.Choices choices => Question(choices).Length > MaxTextLength || choices.Options.Any(option => option.Id.Length > MaxDataLength) ? DeliveryRefusal.TooLong : null,
        _ => DeliveryRefusal.KindNotSupported,
    };

    private static ReadOnlyMemory<byte> Body(OutgoingMessage message, Action<Utf8JsonWriter> addressee) => JsonBody.Of(json =>
    {
        addressee(json);
        json.WriteStartArray("messages");
        json.WriteStartObject();
        Write(json, message.Content);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, OutgoingContent content)
    {
        switch (content)
        {
            case OutgoingContent.Text(var text):
                json.WriteString("type", "text");
                json.WriteString("text", text);
                break;
            case OutgoingContent.Attachment { File.Address: { } address }:
                json.WriteString("type", "image");
                json.WriteString("originalContentUrl", address.AbsoluteUri);
                json.WriteString("previewImageUrl", address.AbsoluteUri);
                break;
            case OutgoingContent.Place(var place):
                WritePlace(json, place);
                break;
            case OutgoingContent.Choices choices:
                json.WriteString("type", "text");
                json.WriteString("text", Question(choices));
                WriteChoices(json, choices);
                break;
            default:
                throw new InvalidOperationException($"No message of {content.GetType().Name}.");
        }
    }

    /// <summary>Title and address must not be empty.</summary>
    private static void WritePlace(Utf8JsonWriter json, Location place)
    {
        var coordinates = string.Create(CultureInfo.InvariantCulture, $"{place.Latitude}, {place.Longitude}");
        json.WriteString("type", "location");
        json.WriteString("title", TextCut.To(place.Label is { Length: > 0 } label ? label : coordinates, MaxPlaceLength));
        json.WriteString("address", TextCut.To(place.Address is { Length: > 0 } address ? address : coordinates, MaxPlaceLength));
        json.WriteNumber("latitude", place.Latitude);
        json.WriteNumber("longitude", place.Longitude);
    }

    /// <summary>Where a label cannot hold its title, the whole of each stands in the text.</summary>
    private static string Question(OutgoingContent.Choices choices) => choices.Options.All(option => option.Title.Length <= MaxLabelLength)
        ? choices.Body
        : string.Join('\n', [choices.Body, .. choices.Options.Select(option => "• " + option.Title)]);

    private static void WriteChoices(Utf8JsonWriter json, OutgoingContent.Choices choices)
    {
        json.WriteStartObject("quickReply");
        json.WriteStartArray("items");
        foreach (var option in choices.Options)
        {
            json.WriteStartObject();
            json.WriteString("type", "action");
            json.WriteStartObject("action");
            json.WriteString("type", "postback");
            json.WriteString("label", TextCut.To(option.Title, MaxLabelLength));
            json.WriteString("data", option.Id);
            json.WriteString("displayText", TextCut.To(option.Title, MaxDataLength));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static bool Says(string said, string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, int status) => new(reason, status.ToString(CultureInfo.InvariantCulture));
}
