using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Configuration;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Outbound;

namespace OmniFunctions.Admin;

/// <summary>Shows accounts without their secrets.</summary>
public sealed class AccountViews(ChannelAccounts accounts, AccountLanes lanes, AccountExpiries expiries, IConfiguration configuration)
{
    public AccountView Of(ChannelAccount account, HttpRequest request)
    {
        var channel = ChannelCatalogue.Find(account.Key.Channel);
        var secrets = (channel is null ? [] : AccountSettings.Of(channel)).Where(setting => setting.Secret).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var open = (channel is null ? [] : AccountSettings.Of(channel)).Where(setting => !setting.Secret).Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);
        var (why, until) = lanes.StandingOf(account.Key);
        return new AccountView(
            account.Key.Channel,
            account.Key.Account,
            accounts.IsConfigured(account.Key),
            // What the channel does not name may be a secret, too.
            account.Settings.Where(setting => open.Contains(setting.Key)).ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal),
            [.. account.Settings.Keys.Where(secrets.Contains).Order(StringComparer.Ordinal)],
            WebhookUrl(account.Key, request),
            why is null ? null : JsonNamingPolicy.CamelCase.ConvertName(why.Value.ToString()),
            until,
            AccountExpiries.EndOf(account),
            expiries.EndsSoon(account));
    }

    private string WebhookUrl(AccountKey key, HttpRequest request)
    {
        var root = configuration[FileLinks.PublicUrl] is { Length: > 0 } set ? set.TrimEnd('/') : new Uri(request.GetEncodedUrl()).GetLeftPart(UriPartial.Authority);
        return $"{root}/webhooks/{key.Tenant.Value}/{key.Channel}/{key.Account}";
    }
}

/// <param name="Settings">By name; one that is empty is taken away.</param>
public sealed record AccountRequest(IReadOnlyDictionary<string, string?>? Settings);

public sealed record AccountList(IReadOnlyList<AccountView> Items);

/// <param name="IsConfigured">The configuration names it, and it is changed there.</param>
/// <param name="Settings">Those that are no secret.</param>
/// <param name="Secrets">Names of the secrets it has.</param>
/// <param name="Trouble">throttled, platformError or authenticationFailed; null where all is well.</param>
/// <param name="TroubleUntil">When it is tried again, where that is known.</param>
/// <param name="ExpiresAt">When the first of what it signs in with ends, where that is known.</param>
/// <param name="ExpiresSoon">It is time to see to a new one.</param>
public sealed record AccountView(
    string Channel,
    string Account,
    bool IsConfigured,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyList<string> Secrets,
    string WebhookUrl,
    string? Trouble,
    DateTimeOffset? TroubleUntil,
    DateTimeOffset? ExpiresAt,
    bool ExpiresSoon);

public sealed record ChannelList(IReadOnlyList<ChannelView> Items);

/// <param name="Sends">Kinds that can be sent.</param>
/// <param name="Receipts">The furthest a receipt goes; null: there are none.</param>
/// <param name="Ways">Ways by which messages come in: an account has all settings of one of them. Empty: there is one, and its settings are required.</param>
public sealed record ChannelView(
    string Name,
    IReadOnlyList<ItemKind> Sends,
    int MaxTextLength,
    int? ReplyWindowSeconds,
    int? MessagesPerReplyWindow,
    bool HasTemplates,
    ReceiptState? Receipts,
    bool HasTyping,
    int? RecallSeconds,
    IReadOnlyList<SettingView> Settings,
    IReadOnlyList<InboundWay> Ways)
{
    internal static ChannelView Of(IChannel channel)
    {
        var can = channel.Capabilities;
        return new(
            channel.Name,
            can.Sends,
            can.MaxTextLength,
            (int?)can.ReplyWindow?.TotalSeconds,
            can.MessagesPerReplyWindow,
            can.HasTemplates,
            can.Receipts,
            can.HasTyping,
            (int?)can.RecallWithin?.TotalSeconds,
            [.. AccountSettings.Of(channel).Select(setting => new SettingView(setting.Name, setting.Required, setting.Secret, setting.Hint?.Zh, setting.Hint?.En, setting.Choices, setting.Default))],
            can.Ways);
    }
}

public sealed record SettingView(string Name, bool Required, bool Secret, string? HintZh, string? HintEn, IReadOnlyList<string> Choices, string? Default);

public sealed record AccountCheckList(IReadOnlyList<AccountCheckView> Items);

/// <param name="What">settings, token, keys, smtp, imap or publicUrl.</param>
/// <param name="Result">ok, notNeeded, missing, refused, unreachable, insideOnly, notPublic, nameUnknown, tlsFailed, signInRefused or folderUnknown.</param>
/// <param name="Names">The settings that are wrong.</param>
public sealed record AccountCheckView(string What, string Result, IReadOnlyList<string> Names);
