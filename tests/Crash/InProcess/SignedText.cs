using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>A customer's message as WeChat brings it to the official account, and what else it tells.</summary>
internal static class SignedText
{
    /// <param name="time">When it was signed, in seconds.</param>
    /// <param name="id">Of the message; the same again is the same message.</param>
    public static WebhookRequest At(long time, string openId, long id, string text) =>
        Request(time, id.ToString(CultureInfo.InvariantCulture), WeChatSender.TextXml(openId, id, text, time));

    public static WebhookRequest Request(long time, string nonce, string body)
    {
        var query = DemoSettings.WeChat.PlainQuery(time, nonce);
        return new WebhookRequest(
            "POST",
            $"https://omni.example/webhooks/demo/wechat-oa/service?{query}",
            QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "text/xml" },
            Encoding.UTF8.GetBytes(body));
    }
}
