using OmniFunctions.Channels;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>Something WeChat tells of a customer that is no message: genuine, and the beginning of no conversation.</summary>
internal static class SignedEvent
{
    /// <param name="time">When it was signed, in seconds.</param>
    public static WebhookRequest At(long time, string nonce) => SignedText.Request(
        time,
        nonce,
        $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[oViewer]]></FromUserName><CreateTime>{time}</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[VIEW]]></Event><EventKey><![CDATA[https://shop.example/]]></EventKey></xml>");
}
