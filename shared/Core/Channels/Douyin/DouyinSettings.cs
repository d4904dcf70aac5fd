namespace OmniFunctions.Channels.Douyin;

/// <summary>Names of the account's settings.</summary>
public static class DouyinSettings
{
    public const string ClientKey = "client_key";

    public const string ClientSecret = "client_secret";

    /// <summary>Of the account that answers; absent, the one that was written to.</summary>
    public const string OpenId = "open_id";

    /// <summary>Given when the account authorised the app; buys access tokens. Absent, the app's own token is used.</summary>
    public const string RefreshToken = "refresh_token";

    /// <summary>Of live rooms.</summary>
    public const string PushSecret = "push_secret";
}
