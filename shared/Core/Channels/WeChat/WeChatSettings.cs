namespace OmniFunctions.Channels.WeChat;

/// <summary>Names of the account's settings.</summary>
public static class WeChatSettings
{
    public const string Token = "token";

    /// <summary>43 characters, as the platform shows it.</summary>
    public const string EncodingAesKey = "encoding_aes_key";

    public const string AppId = "app_id";

    public const string AppSecret = "app_secret";

    /// <summary>
    /// What the console is set to. <see cref="PlainMode"/> lets requests come unencrypted; any other value believes encrypted ones only. Absent, each request
    /// says its mode itself, as the platform's own default is plain; the form for a new account begins with <see cref="SafeMode"/>.
    /// </summary>
    public const string Mode = "mode";

    public const string SafeMode = "safe";

    public const string CompatibleMode = "compatible";

    public const string PlainMode = "plain";

    /// <summary>A text that answers each message at once, in the webhook's own response. Of official accounts only.</summary>
    public const string PassiveReply = "passive_reply";

    /// <summary>The platform's handle of the picture on mini-program cards and videos, uploaded for good beforehand.</summary>
    public const string ThumbnailMediaId = "thumb_media_id";

    internal const string Platform = "https://api.weixin.qq.com";

    /// <returns>Null when there is no token or the setting is no address.</returns>
    internal static Uri? Api(ChannelAccount account, string path, string? accessToken) =>
        accessToken is not null && ApiBase.Of(account, Platform) is { } platform
            ? new Uri(platform, $"cgi-bin/{path}?access_token={Uri.EscapeDataString(accessToken)}")
            : null;
}
