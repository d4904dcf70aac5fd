using Microsoft.Extensions.Configuration;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>
/// The accounts of the setting <c>Omni:Accounts:{tenant}:{channel}:{account}:{setting}</c>. Read at each use, so that a changed secret holds
/// as soon as the configuration has it.
/// </summary>
public sealed class ChannelAccounts(IConfiguration configuration)
{
    public const string Section = "Omni:Accounts";

    /// <returns>The account, or null when the tenant has none of that name on that channel.</returns>
    public ChannelAccount? Find(AccountKey key)
    {
        // A colon would reach into another account's settings.
        if (!IsName(key.Tenant.Value) || !IsName(key.Channel) || !IsName(key.Account)) return null;
        var section = configuration.GetSection($"{Section}:{key.Tenant.Value}:{key.Channel}:{key.Account}");
        return section.Exists() ? Read(key, section) : null;
    }

    /// <summary>All accounts of a tenant.</summary>
    public IReadOnlyList<ChannelAccount> Of(TenantId tenant) =>
    [
        .. from channel in configuration.GetSection($"{Section}:{tenant.Value}").GetChildren()
           from account in channel.GetChildren()
           select Read(new AccountKey(tenant, channel.Key, account.Key), account),
    ];

    /// <summary>Every tenant that has an account.</summary>
    public IReadOnlyList<TenantId> Tenants() => [.. configuration.GetSection(Section).GetChildren().Select(tenant => new TenantId(tenant.Key))];

    private static ChannelAccount Read(AccountKey key, IConfigurationSection section) =>
        new(key, section.GetChildren().Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.Ordinal));

    internal static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    private const int MaxNameLength = 64;
}
