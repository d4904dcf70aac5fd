namespace OmniFunctions.Channels.Shopify;

/// <summary>Names of the account's settings.</summary>
public static class ShopifySettings
{
    public const string ApiSecret = "api_secret";

    /// <summary>Signatures may lag behind a rotation by an hour.</summary>
    public const string PreviousApiSecret = "api_secret_previous";

    /// <summary>The only shop that is believed; absent, whichever the app is installed in.</summary>
    public const string ShopDomain = "shop_domain";

    public const string AccessToken = "access_token";

    public const string ApiVersion = "api_version";
}
