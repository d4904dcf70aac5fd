namespace OmniFunctions.Channels.WeChat;

/// <summary>
/// The access token by <c>stable_token</c>: asking again gives the same one, where the older call would make the one in use by others invalid.
/// </summary>
internal static class WeChatToken
{
    /// <returns>Null when the account lacks what the platform asks for.</returns>
    internal static HttpDelivery? Request(ChannelAccount account)
    {
        if (account.Setting(WeChatSettings.AppId) is not { } appId
            || account.Setting(WeChatSettings.AppSecret) is not { } secret
            || ApiBase.Of(account, WeChatSettings.Platform) is not { } platform)
        {
            return null;
        }

        var body = JsonBody.Of(json =>
        {
            json.WriteString("grant_type", "client_credential");
            json.WriteString("appid", appId);
            json.WriteString("secret", secret);
            json.WriteBoolean("force_refresh", false);
        });
        return new HttpDelivery("POST", new Uri(platform, "cgi-bin/stable_token"), JsonBody.ContentType, body);
    }
}
