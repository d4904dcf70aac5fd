using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using OmniFunctions.Channels;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>Something WeChat tells of a customer that is no message: genuine, and the beginning of no conversation.</summary>
internal static class SignedEvent
{
    /// <param name="time">When it was signed, in seconds.</param>
    public static WebhookRequest At(long time, string nonce)
    {
        var query = DemoSettings.WeChat.PlainQuery(time, nonce);
        var body = $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oViewer]]></FromUserName><CreateTime>{time}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[VIEW]]></Event><EventKey><![CDATA[https://shop.example/]]></EventKey></xml>";
        return new WebhookRequest(
            "POST",
            $"https://omni.example/webhooks/demo/wechat-oa/service?{query}",
            QueryHelpers.ParseQuery(query).ToDictionary(pair => pair.Key, pair => pair.Value.ToString()),
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = "text/xml" },
            Encoding.UTF8.GetBytes(body));
    }
}
