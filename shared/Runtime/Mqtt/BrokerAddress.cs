using OmniFunctions.Channels;
using OmniFunctions.Channels.Azure;

namespace OmniFunctions.Runtime.Mqtt;

/// <summary>Where an account's broker is, and what is read there.</summary>
/// <param name="Topics">MQTT filters with spaces between.</param>
/// <param name="Code">What the account's own door asks for.</param>
internal sealed record BrokerAddress(AccountKey Account, string Host, int Port, bool UsesTls, string? User, string? Password, string Topics, string Code)
{
    private const int PlainPort = 1_883;
    private const int TlsPort = 8_883;
    private const string DefaultTopics = "devices/#";

    /// <summary>The same over restarts: the broker keeps what comes meanwhile for this name.</summary>
    public string ClientId => $"omni-{Account.Tenant.Value}-{Account.Account}";

    /// <returns>Null when the account names no broker.</returns>
    public static BrokerAddress? Of(ChannelAccount account)
    {
        if (account.Setting(AzureSettings.QueryCode) is not { } code
            || !Uri.TryCreate(account.Setting(DeviceChannel.BrokerUrlSetting), UriKind.Absolute, out var url)
            || url.Scheme is not ("mqtt" or "mqtts"))
            return null;
        var tls = url.Scheme == "mqtts";
        return new BrokerAddress(
            account.Key,
            url.DnsSafeHost,
            url.IsDefaultPort || url.Port <= 0 ? (tls ? TlsPort : PlainPort) : url.Port,
            tls,
            account.Setting(DeviceChannel.BrokerUserSetting),
            account.Setting(DeviceChannel.BrokerPasswordSetting),
            account.Setting(DeviceChannel.BrokerTopicsSetting) ?? DefaultTopics,
            code);
    }

    public override string ToString() => Account.ToString();
}
