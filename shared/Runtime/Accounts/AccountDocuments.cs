using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;

namespace OmniFunctions.Runtime.Accounts;

/// <summary>
/// Channel accounts that come as whole documents, one a secret of the vault. In Azure the name of a setting may hold letters, digits, periods and
/// underscores only, so <c>Omni:Accounts:acme:wechat-oa:...</c> cannot be set there; and a secret that is one document is replaced in one step.
/// </summary>
/// <remarks>
/// <c>{ "tenant": "acme", "channel": "wechat-oa", "account": "service", "settings": { "token": "...", "app_id": "..." } }</c>, in the setting
/// <c>Omni:AccountDocuments:{number}</c>.
/// </remarks>
public static class AccountDocuments
{
    public const string Section = "Omni:AccountDocuments";
    public const int MaxDocuments = 1_000;

    private const int MaxSettings = 64;

    /// <summary>What the host leaves in a setting whose secret it could not read.</summary>
    private const string Unresolved = "@Microsoft.KeyVault(";

    /// <summary>The settings that the documents stand for, as <see cref="ChannelAccounts"/> reads them.</summary>
    /// <exception cref="InvalidOperationException">A document says nothing usable. All faults are named, and no secret with them.</exception>
    public static IReadOnlyList<KeyValuePair<string, string?>> Read(IConfiguration configuration)
    {
        var documents = configuration.GetSection(Section).GetChildren().Where(document => document.Value is { Length: > 0 }).ToList();
        var faults = new List<string>();
        if (documents.Count > MaxDocuments) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{Section} has {documents.Count} documents; at most {MaxDocuments} are read."));
        var settings = documents.Take(MaxDocuments).SelectMany(document => Settings(document, faults)).ToList();
        faults.AddRange(settings.GroupBy(setting => setting.Key, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1).Select(same => $"{same.Key} is set by two documents."));
        return faults.Count == 0 ? settings : throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<KeyValuePair<string, string?>> Settings(IConfigurationSection document, List<string> faults)
    {
        var parsed = Parse(document, faults);
        if (parsed is null) return [];
        var before = faults.Count;
        faults.AddRange(Faults(document.Path, parsed));
        return faults.Count > before
            ? []
            : parsed.Settings!.Select(setting => KeyValuePair.Create($"{ChannelAccounts.Section}:{parsed.Tenant}:{parsed.Channel}:{parsed.Account}:{setting.Key}", (string?)setting.Value));
    }

    private static AccountDocument? Parse(IConfigurationSection document, List<string> faults)
    {
        if (document.Value!.StartsWith(Unresolved, StringComparison.Ordinal))
        {
            faults.Add($"{document.Path} is a reference that the host could not resolve: the secret is missing, or the app's identity may not read it.");
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(document.Value, AccountJson.Default.AccountDocument);
        }
        catch (JsonException e)
        {
            // The message of the exception may quote the text, and the text is a secret.
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"{document.Path} is no document of an account (line {e.LineNumber + 1}): an object with tenant, channel, account and settings is expected."));
            return null;
        }
    }

    private static IEnumerable<string> Faults(string path, AccountDocument document)
    {
        foreach (var (name, value) in new[] { ("tenant", document.Tenant), ("channel", document.Channel), ("account", document.Account) })
        {
            if (!ChannelAccounts.IsName(value ?? "")) yield return $"{path}: {name} is missing, or holds more than small letters, digits, '-', '_' and '.'.";
        }

        if (document.Settings is not { Count: > 0 and <= MaxSettings } settings)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{path}: settings is missing, empty or has more than {MaxSettings} members.");
            yield break;
        }

        foreach (var name in settings.Keys.Where(name => !ChannelAccounts.IsName(name))) yield return $"{path}: the setting '{name}' is no name.";
        foreach (var (name, _) in settings.Where(setting => setting.Value is not { Length: > 0 })) yield return $"{path}: the setting '{name}' is empty.";
    }
}

internal sealed record AccountDocument(string? Tenant, string? Channel, string? Account, Dictionary<string, string>? Settings);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, ReadCommentHandling = JsonCommentHandling.Disallow)]
[JsonSerializable(typeof(AccountDocument))]
internal sealed partial class AccountJson : JsonSerializerContext;
