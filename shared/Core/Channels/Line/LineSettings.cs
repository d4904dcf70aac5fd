namespace OmniFunctions.Channels.Line;

/// <summary>Names of the account's settings.</summary>
public static class LineSettings
{
    public const string ChannelSecret = "channel_secret";

    /// <summary>A long-lived one; absent, short ones are bought with <see cref="ChannelId"/> and the secret.</summary>
    public const string ChannelAccessToken = "channel_access_token";

    public const string ChannelId = "channel_id";

    /// <summary>The bot's own user id, as requests name it.</summary>
    public const string Destination = "destination";

    /// <summary>Where contents of messages are.</summary>
    public const string DataBase = "data_base";

    internal const string Platform = "https://api.line.me";
    internal const string DataPlatform = "https://api-data.line.me";

    internal static IReadOnlyList<AccountSetting> All { get; } =
    [
        new(ChannelSecret, Required: true, Secret: true) { Hint = ("LINE Developers → 频道 → Basic settings → Channel secret", "LINE Developers → channel → Basic settings → Channel secret") },
        new(ChannelAccessToken, Required: false, Secret: true) { Hint = ("Messaging API → 长期 Channel access token；留空则用下面的频道编号换取短期口令", "Messaging API → long-lived channel access token; empty = short ones by the channel id below") },
        new(ChannelId, Required: false, Secret: false) { Hint = ("频道编号，没有长期口令时必填", "Channel ID; needed without a long-lived token") },
        new(Destination, Required: false, Secret: false) { Hint = ("机器人自己的用户编号（U 开头）；填写后不接收发给其他机器人的事件", "The bot's own user ID (U...); when set, events of other bots are not taken") },
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") },
        new(DataBase, Required: false, Secret: false) { Hint = ("媒体接口地址，仅用于测试或代理", "Address of the API of contents, for tests and gateways only") },
    ];

    internal static Uri? DataAddress(ChannelAccount account) =>
        Uri.TryCreate((account.Setting(DataBase) ?? DataPlatform).TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;
}
