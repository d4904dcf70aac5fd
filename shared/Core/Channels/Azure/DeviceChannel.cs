using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Channels.Azure;

/// <summary>
/// Devices: by the MQTT broker of Event Grid, by an IoT hub, or by a broker of one's own that a bridge reads. The README beside this file has the settings.
/// </summary>
public sealed class DeviceChannel : IChannel
{
    public const string ChannelName = "mqtt-iot";

    /// <summary>Of a broker that the bridge reads, as <c>mqtt://host:1883</c> or <c>mqtts://host</c>.</summary>
    public const string BrokerUrlSetting = "broker_url";

    public const string BrokerUserSetting = "broker_user";

    public const string BrokerPasswordSetting = "broker_password";

    /// <summary>MQTT filters, separated by spaces, that the bridge subscribes to.</summary>
    public const string BrokerTopicsSetting = "broker_topics";

    private const int MaxTextLength = 4_096;
    private const string DefaultReplyTopic = "devices/{device}/replies";
    private const int MethodTimeoutSeconds = 10;
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(5);

    public string Name => ChannelName;

    public Capabilities Capabilities { get; } = new()
    {
        MaxBodyBytes = 1024 * 1024,
        MaxTextLength = MaxTextLength,
        Settings =
        [
            .. AzureSettings.OfEvents,
            new AccountSetting(BrokerUrlSetting, Required: false, Secret: false)
            {
                Hint = ("自有 MQTT 服务器，如 mqtt://host:1883 或 mqtts://host；填写后由桥接器连接", "A broker of one's own, as mqtt://host:1883 or mqtts://host; if set, the bridge connects to it"),
            },
            new AccountSetting(BrokerUserSetting, Required: false, Secret: false),
            new AccountSetting(BrokerPasswordSetting, Required: false, Secret: true),
            new AccountSetting(BrokerTopicsSetting, Required: false, Secret: false)
            {
                Hint = ("订阅的主题，空格分隔，默认 devices/#", "Topics to subscribe to, separated by spaces; devices/# unless set"),
            },
            new AccountSetting(AzureSettings.ConversationTopics, Required: false, Secret: false)
            {
                Hint = ("发布到这些主题即要求人工服务，默认 devices/+/support devices/+/alarm", "What is published there wants a person; devices/+/support devices/+/alarm unless set"),
            },
            new AccountSetting(AzureSettings.ReplyTopic, Required: false, Secret: false)
            {
                Hint = ("回复发布到的主题，{device} 代表设备，默认 devices/{device}/replies", "Where answers are published, {device} is the device; devices/{device}/replies unless set"),
            },
            new AccountSetting(AzureSettings.HubHost, Required: false, Secret: false)
            {
                Hint = ("IoT Hub 主机名，如 x.azure-devices.net；填写后回复用直接方法", "Host of the IoT hub, as x.azure-devices.net; if set, answers are direct methods"),
            },
            new AccountSetting(AzureSettings.HubPolicy, Required: false, Secret: false)
            {
                Hint = ("IoT Hub 共享访问策略名，如 service", "Name of the hub's shared access policy, as service"),
            },
            new AccountSetting(AzureSettings.HubKey, Required: false, Secret: true),
            new AccountSetting(ApiBase.Setting, Required: false, Secret: false),
        ],
    };

    public Verification Verify(WebhookRequest request, ChannelAccount account, DateTimeOffset now) => EventGridVerification.Verify(request, account);

    public Parsed Parse(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account) => AzureItems.Read(request, payload, account);

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

        if (account.Setting(AzureSettings.HubHost) is { } host)
        {
            return Method(host, message, text, account) is { } delivery ? delivery : new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured);
        }

        // A device's name is one level of a topic, and must stay one.
        var topic = (account.Setting(AzureSettings.ReplyTopic) ?? DefaultReplyTopic).Replace("{device}", message.Recipient, StringComparison.Ordinal);
        return account.Setting(BrokerUrlSetting) is null || message.Recipient.AsSpan().ContainsAny("/+#")
            ? new ImpossibleDelivery(DeliveryRefusal.AccountNotConfigured)
            : new PublishDelivery(topic, JsonBody.Of(json =>
            {
                json.WriteString("id", message.OperationId);
                json.WriteString("text", text);
                if (message.Answers?.EventId is { } answered)
                {
                    json.WriteString("reply_to", answered);
                }
            }));
    }

    public DeliveryOutcome Interpret(DeliveryResponse response, DateTimeOffset now) => response.Status switch
    {
        >= 200 and < 300 => new DeliveryOutcome.Delivered(null),
        401 or 403 => new DeliveryOutcome.Rejected(DeliveryRefusal.AuthenticationFailed, Code(response)),
        // No such device, or it is not connected.
        404 => new DeliveryOutcome.Rejected(DeliveryRefusal.RecipientUnknown, Code(response)),
        429 => new DeliveryOutcome.Throttled(now + (response.RetryAfter ?? TimeSpan.FromSeconds(5))),
        >= 400 and < 500 => new DeliveryOutcome.Rejected(DeliveryRefusal.PlatformError, Code(response)),
        _ => new DeliveryOutcome.Unknown(),
    };

    /// <summary>A method of the device (<c>reply</c>), which answers at once or not at all.</summary>
    private static HttpDelivery? Method(string host, OutgoingMessage message, string text, ChannelAccount account)
    {
        if (account.Setting(AzureSettings.HubPolicy) is not { } policy
            || account.Setting(AzureSettings.HubKey) is not { } key
            || Uri.CheckHostName(host) != UriHostNameType.Dns
            || ApiBase.Of(account, $"https://{host}") is not { } platform
            || Token(host, policy, key, message.At) is not { } token)
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("methodName", "reply");
            json.WriteNumber("responseTimeoutInSeconds", MethodTimeoutSeconds);
            json.WriteStartObject("payload");
            json.WriteString("id", message.OperationId);
            json.WriteString("text", text);
            json.WriteEndObject();
        });
        return new HttpDelivery("POST", new Uri(platform, $"twins/{Uri.EscapeDataString(message.Recipient)}/methods?api-version=2021-04-12"), JsonBody.ContentType, body)
        {
            Headers = new Dictionary<string, string> { ["Authorization"] = token },
        };
    }

    /// <returns>A shared access signature, or null when the setting is no key.</returns>
    internal static string? Token(string host, string policy, string key, DateTimeOffset at)
    {
        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length) || length == 0)
        {
            return null;
        }

        var resource = Uri.EscapeDataString(host);
        var expiry = (at + TokenLifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToBase64String(HMACSHA256.HashData(bytes.AsSpan(0, length), Encoding.UTF8.GetBytes($"{resource}\n{expiry}")));
        return $"SharedAccessSignature sr={resource}&sig={Uri.EscapeDataString(signature)}&se={expiry}&skn={Uri.EscapeDataString(policy)}";
    }

    private static string Code(DeliveryResponse response) => response.Status.ToString(CultureInfo.InvariantCulture);
}
