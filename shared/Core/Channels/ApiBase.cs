namespace OmniFunctions.Channels;

/// <summary>Where a platform's API is. A setting, so that a test or a private gateway can stand in its place.</summary>
internal static class ApiBase
{
    internal const string Setting = "api_base";

    /// <returns>Null when the setting is no absolute http or https address.</returns>
    internal static Uri? Of(ChannelAccount account, string platform) =>
        Uri.TryCreate(account.Setting(Setting) ?? platform, UriKind.Absolute, out var address) && address.Scheme is "https" or "http"
            ? new Uri(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/")
            : null;
}
