namespace OmniFunctions.Channels.Teams;

/// <summary>Names of the account's settings.</summary>
public static class TeamsSettings
{
    public const string AppId = "app_id";

    public const string AppPassword = "app_password";

    /// <summary>Of a bot of one organisation only.</summary>
    public const string TenantId = "tenant_id";

    /// <summary>A document <c>{"issuer", "jwks"}</c> that stands above what is published.</summary>
    public const string OpenIdMetadata = "openid_metadata";

    public const string Issuer = "issuer";

    public const string KeysAddress = "keys_address";

    /// <summary>Where tokens are bought.</summary>
    public const string LoginBase = "login_base";

    /// <summary>Where answers go when nobody has written yet.</summary>
    public const string ServiceUrl = "service_url";

    internal const string DefaultIssuer = "https://api.botframework.com";
    internal const string DefaultKeys = "https://login.botframework.com/v1/.well-known/keys";
    internal const string DefaultLogin = "https://login.microsoftonline.com";
    internal const string DefaultService = "https://smba.trafficmanager.net/teams/";

    internal static IReadOnlyList<AccountSetting> All { get; } =
    [
        new(AppId, Required: true, Secret: false) { Hint = ("Azure 机器人 → 配置 → Microsoft 应用 ID", "Azure Bot → Configuration → Microsoft App ID") },
        new(AppPassword, Required: true, Secret: true) { Hint = ("应用注册 → 证书和密码 → 客户端密码", "App registration → Certificates & secrets → client secret") },
        new(TenantId, Required: false, Secret: false) { Hint = ("单租户机器人的目录（租户）ID", "Directory (tenant) ID of a single-tenant bot") },
        new(OpenIdMetadata, Required: false, Secret: false) { Hint = ("固定的签发者和公钥 {issuer, jwks}，代替在线公布的公钥", "Issuer and keys {issuer, jwks} fixed here instead of those published") },
        new(Issuer, Required: false, Secret: false) { Hint = ("令牌签发者，政府云等环境才需要", "Issuer of tokens, for government clouds") },
        new(KeysAddress, Required: false, Secret: false) { Hint = ("公钥地址，政府云等环境才需要", "Where the keys are published, for government clouds") },
        new(LoginBase, Required: false, Secret: false) { Hint = ("登录地址，默认 https://login.microsoftonline.com", "Where tokens are bought; https://login.microsoftonline.com unless set") },
        new(ServiceUrl, Required: false, Secret: false) { Hint = ("主动消息使用的服务地址", "Service address of messages that answer nothing") },
    ];
}
