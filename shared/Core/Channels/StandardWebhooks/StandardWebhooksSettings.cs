namespace OmniFunctions.Channels.StandardWebhooks;

/// <summary>Names of the account's settings.</summary>
public static class StandardWebhooksSettings
{
    /// <summary>One or several, separated by spaces: <c>whsec_</c> keys of HMAC, <c>whpk_</c> public keys of Ed25519. Any one of them will do.</summary>
    public const string Secret = "secret";

    /// <summary>Where what we send goes. Absent, nothing can be sent.</summary>
    public const string TargetUrl = "target_url";

    /// <summary>What we sign with: <c>whsec_</c> or <c>whsk_</c>. Absent, the first <c>whsec_</c> of <see cref="Secret"/>.</summary>
    public const string SigningSecret = "signing_secret";
}
