using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.WebChat;

/// <summary>Our own widget on the tenant's page. The customer's browser is the platform: it names its messages and asks for answers.</summary>
public sealed class WebChatChannel : IChannel
{
    private const string Scheme = "Bearer ";
    private const int MaxMessageIdLength = 64;
    private const int MaxTextLength = 4_000;
    private const int MaxChoiceLength = 200;
    private const int MaxLanguageLength = 35;

    public string Name => "webchat";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 32 * 1024,
        MaxTextLength = 20_000,
        IdempotentSend = true,
        HasOwnPage = true,
        HasTyping = true,
        // Files are links there; what else there is the page shows in words.
        Sends = [ItemKind.Text, ItemKind.Image, ItemKind.Voice, ItemKind.Video, ItemKind.File],
        RecallWithin = TimeSpan.FromMinutes(2),
        Settings = [new AccountSetting(VisitorToken.KeySetting, Required: true, Secret: true), .. WidgetSettings.Declared],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(VisitorToken.KeySetting) is null)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (Token(request) is not { } token)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        return VisitorToken.Check(account, token, now) is null
            ? new Verification.Rejected(Rejection.SignatureMismatch)
            : new Verification.Authentic(request.Body);
    }

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        // The token was checked; its time has no say any more in whose message this is.
        if (VisitorToken.Check(account, Token(request), DateTimeOffset.MinValue) is not { } visitor)
        {
            return new Parsed.Malformed(ParseFault.MissingSender);
        }

        var (root, fault) = JsonReading.ReadObject(payload);
        return fault is { } unreadable ? new Parsed.Malformed(unreadable) : Read(root, visitor);
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now)
    {
        var (root, fault) = JsonReading.ReadObject(payload);
        var body = JsonBody.Of(json =>
        {
            json.WriteStartArray("accepted");
            if (fault is null && MessageId(root) is { } id)
            {
                json.WriteStringValue(id);
            }

            json.WriteEndArray();
        });
        return new WebhookReply(200, JsonBody.ContentType, body);
    }

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken) =>
        message.Text is { } text && text.Length > Capabilities.MaxTextLength
            ? new ImpossibleDelivery(DeliveryRefusal.TooLong)
            : new PageDelivery(message.Recipient);

    /// <summary>Being in the log is delivery; the push that follows only wakes the page, and failing it loses nothing.</summary>
    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => new DeliveryOutcome.Delivered(PlatformMessageId: null);

    private static Parsed Read(JsonElement root, string visitor)
    {
        if (MessageId(root) is not { } id)
        {
            return new Parsed.Malformed(ParseFault.MissingField);
        }

        var frame = new InboundItem
        {
            Kind = ItemKind.Text,
            Sender = visitor,
            MessageId = id,
            // The browser made the id, so it is the visitor's alone: another visitor may have made the same.
            DedupeKey = $"{visitor}:{id}",
            SentAt = SentAt(root),
            Language = Language(root),
            Text = root.String("text"),
        };
        if (root.Member("read") is not null)
        {
            return PageWords.ReadUpTo(root) is { } upTo
                ? new Parsed.Items(frame with { Kind = ItemKind.Status, Text = null, Receipt = new Receipt(ReceiptState.Read, MessageId: null, upTo) })
                : new Parsed.Malformed(ParseFault.InvalidValue);
        }

        frame = PageWords.With(frame, root);
        return (root.Object("file"), root.String("choice")) switch
        {
            ({ } file, _) => File(frame, file),
            (_, { Length: > 0 and <= MaxChoiceLength } choice) when frame.Text is null or { Length: <= MaxTextLength } =>
                new Parsed.Items(frame with { Kind = ItemKind.Postback, Payload = choice }),
            _ => IsText(frame.Text) ? new Parsed.Items(frame) : new Parsed.Malformed(ParseFault.InvalidValue),
        };
    }

    /// <summary>It lies in our store already, which knows what it is; here it only has a name and a look.</summary>
    private static Parsed File(InboundItem frame, JsonElement file)
    {
        if (file.String("id") is not { Length: > 0 and <= MaxMessageIdLength } id || !id.All(char.IsAsciiLetterOrDigit) || frame.Text is { Length: > MaxTextLength })
        {
            return new Parsed.Malformed(ParseFault.InvalidValue);
        }

        var mime = file.String("mime") is { Length: <= Limits.MaxIdLength } type ? type : null;
        var name = file.String("name") is { Length: <= Limits.MaxIdLength } called ? called : null;
        return new Parsed.Items(frame with
        {
            Kind = mime?.Split('/')[0] switch { "image" => ItemKind.Image, "audio" => ItemKind.Voice, "video" => ItemKind.Video, _ => ItemKind.File },
            Media = new Media(Id: null, mime, SizeBytes: file.Integer("sizeBytes") ?? file.Integer("size"), FileName: name) { StoredAs = id },
            Text = string.IsNullOrWhiteSpace(frame.Text) ? null : frame.Text,
        });
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxTextLength;

    /// <summary>In which the page speaks to the visitor; a tag that is none says nothing.</summary>
    private static string? Language(JsonElement root) =>
        root.String("language") is { Length: > 0 and <= MaxLanguageLength } tag && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? tag : null;

    private static DateTimeOffset? SentAt(JsonElement root) =>
        DateTimeOffset.TryParse(root.String("sentAt"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var sentAt)
            ? sentAt
            : null;

    private static string? MessageId(JsonElement root) =>
        root.String("id") is { Length: > 0 and <= MaxMessageIdLength } id && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? id
            : null;

    private static string? Token(WebhookRequest request) =>
        request.Header("Authorization") is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
}
