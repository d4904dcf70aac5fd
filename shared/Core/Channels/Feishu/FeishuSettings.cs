namespace OmniFunctions.Channels.Feishu;

/// <summary>Names of the account's settings.</summary>
public static class FeishuSettings
{
    /// <summary>Set in the console, requests are encrypted and signed by it.</summary>
    public const string EncryptKey = "encrypt_key";

    /// <summary>Comes in every request; the only proof where there is no encrypt key.</summary>
    public const string VerificationToken = "verification_token";

    public const string AppId = "app_id";

    public const string AppSecret = "app_secret";

    internal const string Platform = "https://open.feishu.cn";
}
