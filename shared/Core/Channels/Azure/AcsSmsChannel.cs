using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Channels.Azure;

/// <summary>Text messages by Azure Communication Services. The README beside this file has the settings.</summary>
public sealed class AcsSmsChannel : IChannel
{
    private const int MaxTextLength = 2_048;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    public string Name => "acs-sms";

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = MaxTextLength,
        Receipts = ReceiptState.Delivered,
        // A telephone number is the same for everybody.
        SenderIds = SenderIds.OfPlatform,
        Settings =
        [
            .. AzureSettings.OfEvents,
            new AccountSetting(AzureSettings.Endpoint, Required: true, Secret: false)
            {
                Hint = ("通信服务资源的终结点，如 https://x.communication.azure.com", "The communication resource's endpoint, as https://x.communication.azure.com"),
            },
            new AccountSetting(AzureSettings.AccessKey, Required: false, Secret: true)
            {
                Hint = ("通信服务资源的访问密钥（Keys）；改用 Entra ID 应用时不填", "An access key of the communication resource (Keys); not with an application of Entra ID"),
            },
            .. EntraToken.Settings,
            new AccountSetting(EntraToken.ClientSecret, Required: false, Secret: true)
            {
                Hint = ("应用注册的客户端密码；填写后以令牌代替访问密钥", "Client secret of the app registration: tokens are used instead of the access key"),
            },
            new AccountSetting(AzureSettings.From, Required: true, Secret: false)
            {
                Hint = ("发送用的号码，E.164 格式", "The number that sends, in E.164"),
            },
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => EventGridVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => AzureItems.Read(request, payload, account);

    public WebhookReply Acknowledge(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now) => WebhookReply.Empty;

    public HttpDelivery? TokenRequest(ChannelAccount account) => AcsCall.TokenRequest(account);

    public AccessToken? ReadToken(DeliveryResponse response) => EntraToken.Read(response);

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

        return account.Setting(AzureSettings.From) is { } from
            && AcsCall.Post("sms?api-version=2021-03-07", account, message, accessToken, json => Write(json, from, message, text)) is { } delivery
                ? delivery
                : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
    }

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now)
    {
        if (AcsCall.Refused(response, now) is { } refused)
        {
            return refused;
        }

        var (root, fault) = JsonReading.ReadObject(response.Body);
        var sent = fault is null ? root.Array("value").FirstOrDefault() : default;
        return sent.ValueKind != JsonValueKind.Object ? new DeliveryOutcome.Unknown()
            : sent.Flag("successful") == true ? new DeliveryOutcome.Delivered(sent.Id("messageId"))
            : Refused(sent.Integer("httpStatusCode"), now);
    }

    /// <summary>One request, and for each number an answer of its own.</summary>
    private static DeliveryOutcome Refused(long? status, DateTimeOffset now) => status switch
    {
        400 or 404 => Rejected(DeliveryRefusal.RecipientUnknown, status),
        403 or 409 => Rejected(DeliveryRefusal.RecipientBlockedUs, status),
        429 => new DeliveryOutcome.Throttled(now + Pause),
        >= 400 and < 500 => Rejected(DeliveryRefusal.PlatformError, status),
        _ => new DeliveryOutcome.Unknown(),
    };

    private static void Write(Utf8JsonWriter json, string from, OutgoingMessage message, string text)
    {
        json.WriteString("from", from);
        json.WriteStartArray("smsRecipients");
        json.WriteStartObject();
        json.WriteString("to", message.Recipient);
        json.WriteString("repeatabilityRequestId", AcsCall.RequestId(message.OperationId));
        json.WriteString("repeatabilityFirstSent", AcsCall.Date(message.At));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteString("message", text);
        json.WriteStartObject("smsSendOptions");
        json.WriteBoolean("enableDeliveryReport", true);
        json.WriteString("tag", message.OperationId);
        json.WriteEndObject();
    }

    private static DeliveryOutcome.Rejected Rejected(DeliveryRefusal reason, long? status) => new(reason, status?.ToString(CultureInfo.InvariantCulture));
}
