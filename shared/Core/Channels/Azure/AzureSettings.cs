namespace OmniFunctions.Channels.Azure;

/// <summary>Names of the account's settings.</summary>
public static class AzureSettings
{
    /// <summary>The value of <c>code</c> in the address that was given to Azure: nothing else proves an event.</summary>
    public const string QueryCode = "query_code";

    /// <summary>While it is changed.</summary>
    public const string PreviousQueryCode = "query_code_previous";

    /// <summary>The only topic whose subscription is confirmed; absent, any that knows the code.</summary>
    public const string Topic = "topic";

    /// <summary>Of the communication resource, as <c>https://x.communication.azure.com</c>.</summary>
    public const string Endpoint = "endpoint";

    /// <summary>Of the communication resource, base64.</summary>
    public const string AccessKey = "access_key";

    /// <summary>The number that sends.</summary>
    public const string From = "from";

    /// <summary>Our public address with its code, to which the events of a call come.</summary>
    public const string CallbackUrl = "callback_url";

    /// <summary>The communication resource's immutable id: the audience of the tokens that events of a call bear. Absent, the code suffices.</summary>
    public const string ResourceId = "resource_id";

    /// <summary>Where the keys of those tokens are.</summary>
    public const string KeysUrl = "keys_url";

    /// <summary>Of the AI service that speaks and listens.</summary>
    public const string CognitiveEndpoint = "cognitive_endpoint";

    /// <summary>BCP 47; what is spoken and heard.</summary>
    public const string SpeechLanguage = "speech_language";

    public const string VoiceName = "voice_name";

    /// <summary>MQTT filters, separated by spaces: what is published there wants a person.</summary>
    public const string ConversationTopics = "conversation_topics";

    /// <summary>Where our answers to a device are published; <c>{device}</c> stands for it.</summary>
    public const string ReplyTopic = "reply_topic";

    /// <summary>Host of the IoT hub, as <c>x.azure-devices.net</c>.</summary>
    public const string HubHost = "hub_host";

    /// <summary>Name of the hub's shared access policy.</summary>
    public const string HubPolicy = "hub_policy";

    /// <summary>Its key, base64.</summary>
    public const string HubKey = "hub_key";

    internal static AccountSetting[] OfEvents { get; } =
    [
        new AccountSetting(QueryCode, Required: true, Secret: true)
        {
            Hint = ("写在 Webhook 地址里的 ?code= 值，自己设定一个长随机数", "The value of ?code= in the webhook's address: make up something long"),
        },
        new AccountSetting(PreviousQueryCode, Required: false, Secret: true)
        {
            Hint = ("更换时保留旧的 code", "The code before, while it is changed"),
        },
        new AccountSetting(Topic, Required: false, Secret: false)
        {
            Hint = ("只确认这个事件网格主题的订阅（资源 ID）", "Only subscriptions of this Event Grid topic are confirmed (resource id)"),
        },
    ];
}
