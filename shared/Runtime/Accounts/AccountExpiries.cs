using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>
/// What an account signs in with ends one day: a lasting token, a secret, a certificate. A new one takes people a while, so that they hear of it some time
/// before. Tokens that are bought again by themselves are no matter of this.
/// </summary>
public sealed class AccountExpiries(ChannelAccounts accounts, TimeProvider time, ILogger<AccountExpiries> logger)
{
    /// <summary>Setting of an account: the day, or the moment, on which the first of what it signs in with ends, as <c>2027-03-31</c>.</summary>
    public const string EndSetting = "expires_at";

    /// <summary>Setting of an account: how many days before that people are to hear of it.</summary>
    public const string LeadSetting = "expiry_lead_days";

    public const int LongestLeadDays = 365;
    private const int DefaultLeadDays = 14;
    private const int MaxClaimsLength = 8_000;

    /// <summary>So often the same is said again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<AccountKey, DateTimeOffset> told = new();

    /// <returns>Null where nobody has written it down and no setting says it of itself.</returns>
    public static DateTimeOffset? EndOf(ChannelAccount account) =>
        account.Settings.Values.Select(EndOfToken).Append(Moment(account.Setting(EndSetting))).Min();

    /// <returns>Null when it is no day and no moment.</returns>
    public static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment
            : null;

    /// <summary>It ends within the time in which people are to hear of it, or has ended.</summary>
    public bool EndsSoon(ChannelAccount account) => EndOf(account) is { } end && end - time.GetUtcNow() <= TimeSpan.FromDays(LeadOf(account));

    /// <summary>Says of each account that ends soon that it does, once a day. A timer calls it.</summary>
    public void Look()
    {
        var now = time.GetUtcNow();
        foreach (var account in accounts.Tenants().SelectMany(accounts.Of).Where(EndsSoon))
        {
            if (told.TryGetValue(account.Key, out var before) && now - before < Again) continue;
            told[account.Key] = now;
            Signals.Expiring(account.Key.Channel);
            logger.LogWarning("What {Account} signs in with ends at {End}; messages will wait then until somebody enters a new one", account.Key, EndOf(account));
        }
    }

    private static int LeadOf(ChannelAccount account) =>
        int.TryParse(account.Setting(LeadSetting), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= LongestLeadDays ? days : DefaultLeadDays;

    /// <summary>A token of the form of a JWT says it of itself. It is ours, so that its signature does not matter.</summary>
    private static DateTimeOffset? EndOfToken(string setting)
    {
        if (setting.Length > MaxClaimsLength || !setting.StartsWith("eyJ", StringComparison.Ordinal) || setting.Split('.') is not [_, var claims, _]) return null;
        try
        {
            using var document = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(claims));
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("exp", out var end) && end.TryGetInt64(out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
