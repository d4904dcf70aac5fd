namespace OmniFunctions.Channels.WeCom;

/// <summary>Names of the account's settings, and how they are shown in a form.</summary>
public static class WeComSettings
{
    public const string Token = "token";

    /// <summary>43 characters, as the console shows it.</summary>
    public const string EncodingAesKey = "encoding_aes_key";

    /// <summary>Whom the encrypted messages are for: the company, of a third-party app the suite. Empty, but there, for an intelligent robot.</summary>
    public const string ReceiveId = "receive_id";

    /// <summary>Absent, it is <see cref="ReceiveId"/>.</summary>
    public const string CorpId = "corp_id";

    public const string CorpSecret = "corp_secret";

    /// <summary>Of the app that sends.</summary>
    public const string AgentId = "agent_id";

    internal const string Platform = "https://qyapi.weixin.qq.com";

    internal static IReadOnlyList<AccountSetting> Common { get; } =
    [
        new(Token, Required: true, Secret: true) { Hint = ("接收消息设置中的 Token", "Token of the callback settings") },
        new(EncodingAesKey, Required: true, Secret: true) { Hint = ("接收消息设置中的 EncodingAESKey，43 个字符", "EncodingAESKey of the callback settings, 43 characters") },
        new(ReceiveId, Required: true, Secret: false) { Hint = ("企业 ID；第三方应用的指令回调为 SuiteID", "The company's id; of a third-party app's commands the SuiteID") },
        new(CorpId, Required: false, Secret: false) { Hint = ("企业 ID，与上项相同时可不填", "The company's id; leave out where it is the same as above") },
        new(CorpSecret, Required: true, Secret: true) { Hint = ("应用或微信客服的 Secret，用于发送", "Secret of the app or of customer service, needed to send") },
        ReplayWindow.Described,
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，默认 https://qyapi.weixin.qq.com", "Where the API is; by default https://qyapi.weixin.qq.com") },
    ];

    internal static HttpDelivery? TokenRequest(ChannelAccount account)
    {
        if ((account.Setting(CorpId) ?? account.Setting(ReceiveId)) is not { } corp
            || account.Setting(CorpSecret) is not { } secret
            || ApiBase.Of(account, Platform) is not { } platform)
        {
            return null;
        }

        return new HttpDelivery("GET", new Uri(platform, $"cgi-bin/gettoken?corpid={Uri.EscapeDataString(corp)}&corpsecret={Uri.EscapeDataString(secret)}"), null, default);
    }

    /// <returns>Null when there is no token or the setting is no address.</returns>
    internal static Uri? Api(ChannelAccount account, string path, string? accessToken) =>
        accessToken is not null && ApiBase.Of(account, Platform) is { } platform
            ? new Uri(platform, $"cgi-bin/{path}?access_token={Uri.EscapeDataString(accessToken)}")
            : null;
}
