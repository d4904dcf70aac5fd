namespace OmniFunctions.Channels.Email;

/// <summary>Names of the accounts' settings.</summary>
public static class EmailSettings
{
    /// <summary><c>name:password</c>, as in the address that mails are posted to.</summary>
    public const string BasicAuth = "basic_auth";

    /// <summary>SendGrid's, by which it signs events and, under a security policy, mails: base64 of a SubjectPublicKeyInfo.</summary>
    public const string PublicKey = "public_key";

    public const string ApiKey = "api_key";

    /// <summary>Our address.</summary>
    public const string From = "from";

    public const string FromName = "from_name";

    internal const string Platform = "https://api.sendgrid.com";

    private static AccountSetting Key(bool required) => new(PublicKey, required, Secret: false)
    {
        Hint = ("SendGrid → Mail Settings → Event Webhook → 签名公钥", "SendGrid → Mail Settings → Event Webhook → verification key"),
    };

    internal static IReadOnlyList<AccountSetting> Inbound { get; } =
    [
        new(BasicAuth, Required: true, Secret: true) { Hint = ("回调地址中的 用户名:密码，例如 https://名:密@...", "name:password as in the callback's address, https://name:password@...") },
        Key(required: false),
        new(ApiKey, Required: false, Secret: true) { Hint = ("SendGrid API Key（SG. 开头，需 Mail Send 权限）；留空则不能回复", "SendGrid API key (SG..., with Mail Send); empty = nobody can reply") },
        new(From, Required: false, Secret: false) { Hint = ("我方发件地址，须在 SendGrid 验证", "Our address, verified at SendGrid") },
        new(FromName, Required: false, Secret: false) { Hint = ("发件人名称", "The name our mails are from") },
        ReplayWindow.Described,
        new(ApiBase.Setting, Required: false, Secret: false) { Hint = ("接口地址，仅用于测试或代理", "Address of the API, for tests and gateways only") },
    ];

    internal static IReadOnlyList<AccountSetting> Events { get; } = [Key(required: true), ReplayWindow.Described];
}
