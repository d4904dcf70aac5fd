using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using OmniFunctions.Channels;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>
/// The accounts of the setting <c>Omni:Accounts:{tenant}:{channel}:{account}:{setting}</c>, read anew whenever the configuration says that it has changed; and those that were added while the system runs. Of two of one name the configuration's counts.
/// </summary>
public sealed class ChannelAccounts(IConfiguration configuration, StoredAccounts? stored = null)
{
    public const string Section = "Omni:Accounts";

    private Configured? known;

    /// <returns>The account, or null when the tenant has none of that name on that channel.</returns>
    public ChannelAccount? Find(AccountKey key)
    {
        // A colon would reach into another account's settings.
        if (!IsName(key.Tenant.Value) || !IsName(key.Channel) || !IsName(key.Account)) return null;
        return Known().TryGetValue(key, out var account) ? account : stored?.Find(key) is { } added ? new ChannelAccount(key, added.Settings) : null;
    }

    /// <summary>The configuration names it: it cannot be changed while the system runs.</summary>
    public bool IsConfigured(AccountKey key) => IsAccount(key) && Known().ContainsKey(key);

    /// <summary>Of a form that may stand in an address and a setting.</summary>
    public static bool IsAccount(AccountKey key) => IsName(key.Tenant.Value) && IsName(key.Channel) && IsName(key.Account);

    /// <summary>All accounts of a tenant.</summary>
    public IReadOnlyList<ChannelAccount> Of(TenantId tenant) =>
    [
        .. from channel in configuration.GetSection($"{Section}:{tenant.Value}").GetChildren()
           from account in channel.GetChildren()
           select Read(new AccountKey(tenant, channel.Key, account.Key), account),
        .. (stored?.All.Values ?? []).Where(added => added.Key.Tenant == tenant && !IsConfigured(added.Key)).Select(added => new ChannelAccount(added.Key, added.Settings)),
    ];

    /// <summary>Every tenant that has an account.</summary>
    public IReadOnlyList<TenantId> Tenants() =>
        [.. configuration.GetSection(Section).GetChildren().Select(tenant => new TenantId(tenant.Key)).Union((stored?.All.Keys ?? []).Select(key => key.Tenant))];

    /// <summary>A search through the whole configuration costs more than anything else that the door does to a message.</summary>
    private FrozenDictionary<AccountKey, ChannelAccount> Known()
    {
        if (Volatile.Read(ref known) is { Since.HasChanged: false } current) return current.Accounts;

        // The token comes first: a change that comes while they are read makes them old.
        var since = configuration.GetReloadToken();
        var accounts = from tenant in configuration.GetSection(Section).GetChildren()
                       from channel in tenant.GetChildren()
                       from account in channel.GetChildren()
                       where account.Exists()
                       // A setting's name means the same in capitals, as it may stand in the environment; an address does not.
                       select Read(new AccountKey(new TenantId(Small(tenant.Key)), Small(channel.Key), Small(account.Key)), account);
        var read = new Configured(since, accounts.ToFrozenDictionary(account => account.Key));
        Volatile.Write(ref known, read);
        return read.Accounts;
    }

    private static string Small(string name) => name.ToLowerInvariant();

    private static ChannelAccount Read(AccountKey key, IConfigurationSection section) =>
        new(key, section.GetChildren().Where(setting => setting.Value is not null).ToDictionary(setting => setting.Key, setting => setting.Value!, StringComparer.Ordinal));

    internal static bool IsName(string text) => text.Length is > 0 and <= MaxNameLength && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    private const int MaxNameLength = 64;

    private sealed record Configured(IChangeToken Since, FrozenDictionary<AccountKey, ChannelAccount> Accounts);
}
