using System.Globalization;
using System.Net;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Accounts;

namespace OmniFunctions.Admin;

/// <summary>What an account's settings may be, as its channel says.</summary>
internal static class AccountSettings
{
    internal const string Unknown = "unknown";

    private const int MaxLength = 8_000;

    /// <summary>Settings that every account may have.</summary>
    private static readonly AccountSetting[] Common =
    [
        new("sends_per_second", Required: false, Secret: false) { Hint = ("每秒最多发送条数，不填则按渠道默认", "Most sends a second; the channel's own where left out") },
        new(AccountExpiries.EndSetting, Required: false, Secret: false) { Hint = ("令牌、密钥或证书到期的日期，如 2027-03-31；到期前会提醒", "The day on which its token, secret or certificate ends, as 2027-03-31; people are told before") },
        new(AccountExpiries.LeadSetting, Required: false, Secret: false) { Hint = ("到期前多少天开始提醒，默认 14", "How many days before that people are told; 14 where left out") },
        new("allowed_origins", Required: false, Secret: false) { Hint = ("允许嵌入的网站来源，逗号分隔", "Origins of pages that may embed it, separated by commas") },
        new(WebhookRequest.UrlSetting, Required: false, Secret: false) { Hint = ("平台上登记的回调地址，与本系统看到的不同时填写", "The address as the platform has it, where it differs from what arrives here") },
    ];

    public static IReadOnlyList<AccountSetting> Of(IChannel channel) =>
        [.. channel.Capabilities.Settings, .. Common.Where(common => channel.Capabilities.Settings.All(setting => setting.Name != common.Name))];

    /// <summary>What is left out stays, what is empty goes.</summary>
    public static Dictionary<string, string> Change(IReadOnlyDictionary<string, string>? before, IReadOnlyDictionary<string, string?>? change)
    {
        var settings = before is null ? [] : new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (name, value) in change ?? new Dictionary<string, string?>())
        {
            if (string.IsNullOrWhiteSpace(value)) settings.Remove(name);
            else settings[name] = value.Trim();
        }

        return settings;
    }

    /// <summary>All that is wrong, by setting.</summary>
    public static Dictionary<string, IReadOnlyList<string>> Faults(IChannel channel, IReadOnlyDictionary<string, string> settings)
    {
        var known = Of(channel).ToDictionary(setting => setting.Name, StringComparer.Ordinal);
        var faults = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var missing in known.Values.Where(setting => setting.Required && !settings.ContainsKey(setting.Name))) faults[missing.Name] = ["missing"];
        foreach (var needed in known.Values.Where(setting => settings.ContainsKey(setting.Name)).SelectMany(setting => setting.Needs).Where(name => !settings.ContainsKey(name))) faults[needed] = ["missing"];
        // No way is whole: each says what it lacks, and one of them is enough.
        var ways = channel.Capabilities.Ways;
        if (ways.Count > 0 && !ways.Any(way => way.Settings.All(settings.ContainsKey)))
        {
            foreach (var name in ways.SelectMany(way => way.Settings).Where(name => !settings.ContainsKey(name) && !faults.ContainsKey(name))) faults[name] = ["missingOfOneWay"];
        }

        foreach (var (name, value) in settings)
        {
            if (!known.TryGetValue(name, out var setting)) faults[name] = [Unknown];
            else if (value.Length > MaxLength) faults[name] = ["tooLong"];
            // A loopback address is for whoever has the machine: by a page nobody reaches what is inside.
            else if (name == "api_base" && !(Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps)) faults[name] = ["httpsOnly"];
            else if (name == AccountExpiries.EndSetting && AccountExpiries.Moment(value) is null) faults[name] = ["notADate"];
            else if (name == AccountExpiries.LeadSetting && !(int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= AccountExpiries.LongestLeadDays)) faults[name] = ["notANumber"];
            else if (setting.Schemes.Count > 0 && !IsAddress(value, setting.Schemes)) faults[name] = ["notAnAddress"];
            else if (setting.Schemes.Count > 0 && IsThisMachine(value)) faults[name] = ["notPublic"];
            else if (setting.Choices.Count > 0 && !setting.Choices.Contains(value)) faults[name] = ["notAChoice"];
        }

        return faults;
    }

    /// <summary>As with <c>api_base</c>.</summary>
    private static bool IsThisMachine(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && (address.IsLoopback || (IPAddress.TryParse(address.DnsSafeHost, out var literal) && IPAddress.IsLoopback(literal)));

    private static bool IsAddress(string value, IReadOnlyList<string> schemes) =>
        Uri.TryCreate(value, UriKind.Absolute, out var address) && schemes.Contains(address.Scheme) && address.Host.Length > 0 && address.UserInfo.Length == 0;
}
