namespace OmniFunctions.Channels.Slack;

/// <summary>Names of the account's settings.</summary>
public static class SlackSettings
{
    public const string SigningSecret = "signing_secret";

    /// <summary>Begins with <c>xoxb-</c>.</summary>
    public const string BotToken = "bot_token";

    /// <summary>As requests name it in <c>api_app_id</c>.</summary>
    public const string AppId = "app_id";

    internal const string Platform = "https://slack.com/api";

    internal static IReadOnlyList<AccountSetting> All { get; } =
    [
        new(SigningSecret, Required: true, Secret: true) { Hint = ("应用管理 → Basic Information → Signing Secret", "App management → Basic Information → Signing Secret") },
        new(BotToken, Required: true, Secret: true) { Hint = ("OAuth & Permissions → Bot User OAuth Token（xoxb- 开头）", "OAuth & Permissions → Bot User OAuth Token (xoxb-...)") },
        new(AppId, Required: false, Secret: false) { Hint = ("应用编号（A 开头）；填写后不接收其他应用的请求", "App ID (A...); when set, requests of other apps are not taken") },
        ReplayWindow.Described,
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") },
    ];
}
