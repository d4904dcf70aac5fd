using System.Security;
using System.Text;
using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>An answer in the webhook's own response, encrypted. For official accounts only; the caller brings time, nonce and random bytes.</summary>
public static class WeChatPassiveReply
{
    /// <param name="message">The reply's own XML.</param>
    /// <param name="timestamp">Unix seconds, as text: it is signed as it stands.</param>
    public static WebhookReply Of(
        string message, MessageCipher cipher, string token, string appId, string timestamp, string nonce, ReadOnlySpan<byte> random)
    {
        var encrypted = cipher.Encrypt(random, message, appId);
        var signature = SortedSignature.Of(token, timestamp, nonce, encrypted);
        var xml = $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            + $"<TimeStamp>{SecurityElement.Escape(timestamp)}</TimeStamp><Nonce>{SecurityElement.Escape(nonce)}</Nonce></xml>";
        return new WebhookReply(200, "text/xml", Encoding.UTF8.GetBytes(xml));
    }
}
