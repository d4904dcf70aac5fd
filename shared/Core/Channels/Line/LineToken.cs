namespace OmniFunctions.Channels.Line;

/// <summary>Stateless tokens of fifteen minutes, bought where no long-lived one was entered.</summary>
internal static class LineToken
{
    internal static HttpDelivery? Request(ChannelAccount account) =>
        account.Setting(LineSettings.ChannelAccessToken) is null
        && account.Setting(LineSettings.ChannelId) is { } id
        && account.Setting(LineSettings.ChannelSecret) is { } secret
        && ApiBase.Of(account, LineSettings.Platform) is { } platform
            ? new HttpDelivery("POST", new Uri(platform, "oauth2/v3/token"), FormBody.ContentType, FormBody.Of([("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)]))
            : null;

    internal static Dictionary<string, string>? Header(ChannelAccount account, string? accessToken) =>
        (account.Setting(LineSettings.ChannelAccessToken) ?? accessToken) is { } token ? new Dictionary<string, string> { ["Authorization"] = "Bearer " + token } : null;
}
