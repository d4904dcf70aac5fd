using System.Text.Json;

namespace OmniFunctions.Tests.Harness;

/// <summary>The demo accounts of local.settings.sample.json, as the server itself reads them.</summary>
public static class DemoSettings
{
    private static readonly Lazy<Dictionary<string, string>> Values = new(() =>
    {
        var file = Path.Combine(Path.GetDirectoryName(ServerProcess.AssemblyPath)!, "local.settings.sample.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(value => value.Name.Replace("__", ":", StringComparison.Ordinal), value => value.Value.GetString()!, StringComparer.OrdinalIgnoreCase);
    });

    /// <summary>The settings of one account of the demo tenant, by name.</summary>
    public static IReadOnlyDictionary<string, string> Account(string channel, string account)
    {
        var prefix = $"Omni:Accounts:demo:{channel}:{account}:";
        return Values.Value.Where(value => value.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(value => value.Key[prefix.Length..], value => value.Value);
    }

    public static WeChatSender WeChatMini => WeChatSender.Demo(Account("wechat-mini", "shop"));

    public static WeChatSender WeChat => WeChatSender.Demo(Account("wechat-oa", "service"));
}
