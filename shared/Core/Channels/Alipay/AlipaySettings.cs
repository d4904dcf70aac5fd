namespace OmniFunctions.Channels.Alipay;

/// <summary>Names of the account's settings.</summary>
public static class AlipaySettings
{
    public const string PublicKey = "alipay_public_key";

    public const string AppId = "app_id";

    public const string SellerId = "seller_id";

    public const string PrivateKey = "app_private_key";
}
