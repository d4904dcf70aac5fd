namespace OmniFunctions.Channels.Twilio;

/// <summary>Names of the accounts' settings.</summary>
public static class TwilioSettings
{
    public const string AuthToken = "auth_token";

    /// <summary>Begins with <c>AC</c>.</summary>
    public const string AccountSid = "account_sid";

    /// <summary>A key (<c>SK...</c>) and its secret, to send with instead of the account's own token.</summary>
    public const string ApiKey = "api_key";

    public const string ApiKeySecret = "api_key_secret";

    /// <summary>Our number.</summary>
    public const string From = "from";

    /// <summary>Begins with <c>MG</c>; it picks a number by itself.</summary>
    public const string MessagingServiceSid = "messaging_service_sid";

    /// <summary>What a call is for: <see cref="Gather"/>, <see cref="Dial"/> or <see cref="Voicemail"/>.</summary>
    public const string CallMode = "twiml_mode";

    public const string Gather = "gather";
    public const string Dial = "dial";
    public const string Voicemail = "voicemail";

    /// <summary>BCP 47, spoken and listened to.</summary>
    public const string Language = "twiml_language";

    public const string Greeting = "twiml_greeting";

    /// <summary>Said when the caller was heard, while a person writes.</summary>
    public const string Waiting = "twiml_waiting";

    public const string VoicemailGreeting = "twiml_voicemail";

    public const string Goodbye = "twiml_goodbye";

    /// <summary>A number, or an address of SIP, for <see cref="Dial"/>.</summary>
    public const string TransferTo = "twiml_transfer_to";

    internal const string Platform = "https://api.twilio.com";

    private static AccountSetting Api { get; } = new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") };

    private static AccountSetting[] Common { get; } =
    [
        new(AuthToken, Required: true, Secret: true) { Hint = ("Twilio Console → Account Info → Auth Token；用于验证签名", "Twilio Console → Account Info → Auth Token; proves who sends") },
        new(AccountSid, Required: true, Secret: false) { Hint = ("Twilio Console → Account SID（AC 开头）", "Twilio Console → Account SID (AC...)") },
        new(ApiKey, Required: false, Secret: false) { Hint = ("API 密钥（SK 开头），发送时代替 Auth Token", "API key (SK...), to send with instead of the auth token") },
        new(ApiKeySecret, Required: false, Secret: true) { Hint = ("API 密钥的密文", "The API key's secret") },
        new(From, Required: false, Secret: false) { Hint = ("我方号码，例如 +15017122661", "Our number, as +15017122661") },
        new(WebhookRequest.UrlSetting, Required: false, Secret: false) { Hint = ("在 Twilio 填写的完整回调地址；签名以它为准", "The callback's address exactly as entered at Twilio; the signature is over it") },
    ];

    internal static IReadOnlyList<AccountSetting> Messages { get; } =
    [
        .. Common,
        new(MessagingServiceSid, Required: false, Secret: false) { Hint = ("消息服务编号（MG 开头），代替号码", "Messaging service SID (MG...), instead of a number") },
        Api,
    ];

    internal static IReadOnlyList<AccountSetting> Calls { get; } = [.. Common, .. OfCalls(), Api];

    internal static IReadOnlyList<AccountSetting> Both { get; } = [.. Messages.Take(Messages.Count - 1), .. OfCalls(), Api];

    private static AccountSetting[] OfCalls() =>
    [
        new(CallMode, Required: false, Secret: false) { Hint = ("来电处理：听取语音和按键、转接、留言；默认听取", "What a call is for: listening, putting through, or voicemail; listening unless set"), Choices = [Gather, Dial, Voicemail] },
        new(Language, Required: false, Secret: false) { Hint = ("语音语言，默认 zh-CN", "Language of speech; zh-CN unless set") },
        new(Greeting, Required: false, Secret: false) { Hint = ("接通后播报的问候", "Said when the call is answered") },
        new(Waiting, Required: false, Secret: false) { Hint = ("听到来电者的话后、客服回复前播报", "Said when the caller was heard, before a person answers") },
        new(VoicemailGreeting, Required: false, Secret: false) { Hint = ("留言提示", "Asks for a message after the tone") },
        new(Goodbye, Required: false, Secret: false) { Hint = ("挂断前播报", "Said before hanging up") },
        new(TransferTo, Required: false, Secret: false) { Hint = ("转接目标：号码或 sip: 地址", "Where calls are put through to: a number or a sip: address") },
    ];
}
