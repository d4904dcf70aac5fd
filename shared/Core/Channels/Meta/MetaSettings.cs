namespace OmniFunctions.Channels.Meta;

/// <summary>Names of the accounts' settings, and how they are shown.</summary>
public static class MetaSettings
{
    public const string AppSecret = "app_secret";

    /// <summary>Our own word, entered where the webhook is subscribed.</summary>
    public const string VerifyToken = "verify_token";

    public const string AccessToken = "access_token";

    public const string PhoneNumberId = "phone_number_id";

    /// <summary>Of the page, or of the Instagram account.</summary>
    public const string PageId = "page_id";

    public const string GraphVersion = "graph_version";

    internal const string Platform = "https://graph.facebook.com";
    internal const string InstagramPlatform = "https://graph.instagram.com";

    private const string DefaultVersion = "v21.0";

    internal static IReadOnlyList<AccountSetting> Shared { get; } =
    [
        new(AppSecret, Required: true, Secret: true) { Hint = ("应用面板 → 应用设置 → 基本 → 应用密钥", "App dashboard → App settings → Basic → App secret") },
        new(VerifyToken, Required: true, Secret: true) { Hint = ("自己设定的口令，订阅 Webhook 时填写同一个", "A word of your own; enter the same one when subscribing the webhook") },
        new(AccessToken, Required: true, Secret: true) { Hint = ("长期有效的访问口令（系统用户或主页）", "A lasting access token, of a system user or of the page") },
        new(GraphVersion, Required: false, Secret: false) { Hint = ("图谱 API 版本，默认 v21.0", "Version of the Graph API; v21.0 unless set") },
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") },
    ];

    /// <returns>With the version in it; null when the setting is no address.</returns>
    internal static Uri? Graph(ChannelAccount account, string platform) =>
        ApiBase.Of(account, platform) is { } address && Uri.TryCreate(address, Uri.EscapeDataString(account.Setting(GraphVersion) ?? DefaultVersion) + "/", out var graph)
            ? graph
            : null;

    internal static Dictionary<string, string> Bearer(string token) => new() { ["Authorization"] = "Bearer " + token };
}
