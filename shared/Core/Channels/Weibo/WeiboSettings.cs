namespace OmniFunctions.Channels.Weibo;

/// <summary>Names of the account's settings.</summary>
public static class WeiboSettings
{
    /// <summary>Signs every request.</summary>
    public const string AppSecret = "app_secret";

    /// <summary>Of the account that answers, as the page's own console shows it; it has no end.</summary>
    public const string AccessToken = "access_token";

    /// <summary>Where files are, and are brought to; of its own beside <c>api_base</c>, as it is another host.</summary>
    public const string UploadBase = "upload_base";

    internal const string Platform = "https://m.api.weibo.com";

    internal const string UploadPlatform = "https://upload.api.weibo.com";
}
