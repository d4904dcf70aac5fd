namespace OmniFunctions.Channels.DingTalk;

/// <summary>Names of the account's settings.</summary>
public static class DingTalkSettings
{
    /// <summary>Of event subscriptions: signs every callback.</summary>
    public const string Token = "token";

    /// <summary>43 characters.</summary>
    public const string EncodingAesKey = "encoding_aes_key";

    /// <summary>Whom callbacks are for: the app key, of third parties the suite key or the company.</summary>
    public const string OwnerKey = "owner_key";

    /// <summary>Absent, it is <see cref="OwnerKey"/>.</summary>
    public const string AppKey = "app_key";

    /// <summary>Signs what is said to the robot, and buys tokens.</summary>
    public const string AppSecret = "app_secret";

    /// <summary>Absent, it is the app key.</summary>
    public const string RobotCode = "robot_code";

    /// <summary>Where files are brought to; of its own beside <c>api_base</c>, as it is another host.</summary>
    public const string UploadBase = "upload_base";

    internal const string Platform = "https://api.dingtalk.com";

    internal const string OldPlatform = "https://oapi.dingtalk.com";
}
