namespace OmniFunctions.Channels.WeChat;

/// <summary>Names of the account's settings.</summary>
public static class WeChatSettings
{
    public const string Token = "token";

    /// <summary>43 characters, as the platform shows it.</summary>
    public const string EncodingAesKey = "encoding_aes_key";

    public const string AppId = "app_id";

    public const string AppSecret = "app_secret";

    /// <summary><see cref="SafeMode"/> believes encrypted requests only; absent, a request may be in any of the three modes.</summary>
    public const string Mode = "mode";

    public const string SafeMode = "safe";
}
