using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Specs.Channels.Sample;

/// <summary>A pager that people can answer on: JSON both ways, signed by an HMAC over the body.</summary>
public sealed class PagerChannel : IChannel
{
    private const string Secret = "signing_secret";
    private const string Key = "api_key";
    private const int MaxTextLength = 240;

    public string Name => "pager";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 16 * 1024,
        MaxTextLength = MaxTextLength,
        ReplyWindow = TimeSpan.FromHours(12),
        Receipts = ReceiptState.Delivered,
        Settings =
        [
            new AccountSetting(Secret, Required: true, Secret: true) { Hint = ("后台的签名密钥", "The signing secret of the console") },
            new AccountSetting(Key, Required: true, Secret: true) { Hint = ("后台的 API 密钥", "The API key of the console") },
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(Secret) is not { } secret)
        {
            return new Verification.Rejected(Rejection.AccountNotConfigured);
        }

        if (request.Header("X-Pager-Signature") is not { } given)
        {
            return new Verification.Rejected(Rejection.SignatureMissing);
        }

        // Over the raw bytes, and in a time that tells nothing of where the two differ.
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), request.Body.Span));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given))
            ? new Verification.Authentic(request.Body)
            : new Verification.Rejected(Rejection.SignatureMismatch);
    }

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (Text(root, "id") is not { } id || Text(root, "from") is not { } sender)
            {
                return new Parsed.Malformed(ParseFault.MissingField);
            }

            var frame = new InboundItem { Kind = ItemKind.Unsupported, Sender = sender, MessageId = id, DedupeKey = id, Name = Text(root, "type") };
            return new Parsed.Items(Text(root, "type") switch
            {
                "text" when Text(root, "text") is { } said => frame with { Kind = ItemKind.Text, Text = said, Name = null },
                "receipt" when Text(root, "of") is { } page => frame with { Kind = ItemKind.Status, Receipt = new Receipt(ReceiptState.Delivered, page), Name = null },
                // Authentic and not known: kept with its name and shown, never lost.
                _ => frame,
            });
        }
        catch (JsonException)
        {
            return new Parsed.Malformed(ParseFault.NotJson);
        }
    }

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public Delivery Compose(OutgoingMessage message, ChannelAccount account, string? accessToken)
    {
        if (message.Text is not { } text)
        {
            return new ImpossibleDelivery(DeliveryRefusal.KindNotSupported);
        }

        if (text.Length > MaxTextLength)
        {
            return new ImpossibleDelivery(DeliveryRefusal.TooLong);
        }

        return account.Setting(Key) is not { } key
            ? new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured)
            : new HttpDelivery("POST", new Uri("https://api.pager.example/pages"), "application/json", JsonSerializer.SerializeToUtf8Bytes(new { to = message.Recipient, text, once = message.OperationId }))
            {
                Headers = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
            };
    }

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        200 => new DeliveryOutcome.Delivered(Encoding.UTF8.GetString(response.Body.Span)),
        401 => new DeliveryOutcome.Rejected(DeliveryRefusal.AuthenticationFailed, "401"),
        429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? TimeSpan.FromSeconds(1))),
        >= 400 and < 500 => new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, "4xx"),
        // It may have been paged: an agent decides, and nobody is paged twice in secret.
        _ => new DeliveryOutcome.Unknown(),
    };

    private static string? Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
