using System.Globalization;
using OmniFunctions.Channels.StandardWebhooks;

namespace OmniFunctions.Channels.WebChat;

/// <summary>
/// How the company's own server is told that devices of a visitor have something to show: a webhook of ours, signed as Standard Webhooks are. What is pushed to
/// whom, by which service and under which certificate, is that server's.
/// </summary>
public static class PushCall
{
    public const string AddressSetting = "push_url";
    public const string SecretSetting = "push_secret";

    /// <summary>The message itself goes along only where the account says <see cref="WidgetSettings.On"/>: it would pass through other companies' services.</summary>
    public const string TextSetting = "push_text";

    public const int MaxTextLength = 200;

    /// <returns>Null where the account has no server to tell, or no secret to sign with.</returns>
    /// <param name="id">The same over all attempts; the receiver drops what it has seen.</param>
    public static HttpDelivery? Compose(string id, IReadOnlyList<PushDevice> devices, string text, ChannelAccount account, DateTimeOffset at)
    {
        if (!IsConfigured(account) || !Uri.TryCreate(account.Setting(AddressSetting), UriKind.Absolute, out var address)) return null;
        var body = JsonBody.Of(json =>
        {
            json.WriteString("type", "message.waiting");
            json.WriteString("timestamp", at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteStartObject("data");
            json.WriteString("account", $"{account.Key.Tenant.Value}/{account.Key.Account}");
            json.WriteOptional("text", account.Setting(TextSetting) == WidgetSettings.On && text.Length > 0 ? TextCut.To(text, MaxTextLength) : null);
            json.WriteStartArray("devices");
            foreach (var device in devices)
            {
                json.WriteStartObject();
                json.WriteString("device", device.Device);
                json.WriteString("service", device.Service);
                json.WriteString("token", device.Token);
                json.WriteOptional("language", device.Language);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
        return StandardWebhooksSignature.Sign(account.Setting(SecretSetting)!, id, at, body.Span) is { } signature
            ? new HttpDelivery("POST", address, JsonBody.ContentType, body)
            {
                Headers = new Dictionary<string, string>
                {
                    ["webhook-id"] = id,
                    ["webhook-timestamp"] = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    ["webhook-signature"] = signature,
                },
            }
            : null;
    }

    public static bool IsConfigured(ChannelAccount account) =>
        account.Setting(AddressSetting) is { Length: > 0 } && account.Setting(SecretSetting) is { Length: > 0 } secret && StandardWebhooksSignature.CanSign(secret);

    /// <summary>Devices of which the server says that they are no more: <c>{"gone": ["device-1"]}</c>.</summary>
    public static IReadOnlyList<string> Gone(DeliveryResponse response) =>
        response.Status is >= 200 and < 300 && JsonReading.ReadObject(response.Body) is { Fault: null, Root: var said }
            ? [.. said.Array("gone").Take(PushDevice.MaxDevices).Where(one => one.ValueKind == System.Text.Json.JsonValueKind.String).Select(one => one.GetString()!)]
            : [];

    public static IReadOnlyList<AccountSetting> Declared { get; } =
    [
        new(AddressSetting, Required: false, Secret: false) { Hint = ("您的服务器接收推送通知的地址（https）", "Where your server is told of pushes to apps (https)") },
        new(SecretSetting, Required: false, Secret: true) { Hint = ("推送通知的签名密钥，whsec_ 开头", "Signs what your server is told, begins with whsec_") },
        new(TextSetting, Required: false, Secret: false) { Choices = [WidgetSettings.Off, WidgetSettings.On], Hint = ("推送中带消息内容", "The message itself goes along with the push") },
    ];
}
