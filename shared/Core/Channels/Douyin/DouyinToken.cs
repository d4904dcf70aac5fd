namespace OmniFunctions.Channels.Douyin;

/// <summary>The access token of the account that authorised the app, or the app's own.</summary>
internal static class DouyinToken
{
    private const int MaxTokenLength = 1_024;

    internal static HttpDelivery? Request(ChannelAccount account)
    {
        if (account.Setting(DouyinSettings.ClientKey) is not { } key || ApiBase.Of(account, DouyinSending.Platform) is not { } platform)
        {
            return null;
        }

        if (account.Setting(DouyinSettings.RefreshToken) is { } refresh)
        {
            return new HttpDelivery("POST", new Uri(platform, "oauth/refresh_token/"), FormBody.ContentType, FormBody.Of(
            [
                ("grant_type", "refresh_token"), ("client_key", key), ("refresh_token", refresh),
            ]));
        }

        return account.Setting(DouyinSettings.ClientSecret) is { } secret
            ? new HttpDelivery("POST", new Uri(platform, "oauth/client_token/"), JsonBody.ContentType, JsonBody.Of(json =>
            {
                json.WriteString("grant_type", "client_credential");
                json.WriteString("client_key", key);
                json.WriteString("client_secret", secret);
            }))
            : null;
    }

    internal static AccessToken? Read(DeliveryResponse response)
    {
        var (root, fault) = JsonReading.ReadObject(response.Body);
        return response.Status == 200
            && fault is null
            && root.Object("data") is { } data
            && data.String("access_token") is { Length: > 0 and <= MaxTokenLength } token
            && data.Integer("expires_in") is > 0 and <= int.MaxValue and var seconds
            ? new AccessToken(token, (int)seconds)
            : null;
    }
}
