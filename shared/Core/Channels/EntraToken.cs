namespace OmniFunctions.Channels;

/// <summary>An access token of Entra ID for an application that acts for itself (OAuth 2.0 client credentials), by the account's settings.</summary>
internal static class EntraToken
{
    /// <summary>Of the directory that the application is registered in.</summary>
    internal const string TenantId = "tenant_id";

    internal const string ClientId = "client_id";

    internal const string ClientSecret = "client_secret";

    /// <summary>Where tokens are bought; of its own for government clouds.</summary>
    internal const string LoginBase = "login_base";

    private const string DefaultLogin = "https://login.microsoftonline.com";

    internal static IReadOnlyList<AccountSetting> Settings { get; } =
    [
        new(TenantId, Required: false, Secret: false) { Needs = [ClientId], Hint = ("应用注册所在的目录（租户）ID", "Directory (tenant) ID of the app registration") },
        new(ClientId, Required: false, Secret: false) { Needs = [TenantId], Hint = ("应用注册的应用程序（客户端）ID", "Application (client) ID of the app registration") },
        new(LoginBase, Required: false, Secret: false) { Hint = ("登录地址，默认 https://login.microsoftonline.com", "Where tokens are bought; https://login.microsoftonline.com unless set") },
    ];

    internal static bool IsWanted(ChannelAccount account) => account.Setting(TenantId) is not null && account.Setting(ClientId) is not null;

    /// <param name="scope">Of the service the token is for, as <c>https://x/.default</c>.</param>
    /// <returns>Null when the account names no application, or no address to ask at.</returns>
    internal static HttpDelivery? Request(ChannelAccount account, string? secret, string scope) =>
        account.Setting(TenantId) is { } tenant
        && account.Setting(ClientId) is { } client
        && secret is not null
        && Uri.TryCreate((account.Setting(LoginBase) ?? DefaultLogin).TrimEnd('/') + "/", UriKind.Absolute, out var login)
        && login.Scheme is "https" or "http"
            ? new HttpDelivery("POST", new Uri(login, Uri.EscapeDataString(tenant) + "/oauth2/v2.0/token"), FormBody.ContentType, FormBody.Of(
                [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), ("scope", scope)]))
            : null;

    internal static AccessToken? Read(DeliveryResponse response) => TokenAnswer.Read(response, "access_token", "expires_in");
}
