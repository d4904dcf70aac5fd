using System.Globalization;
using System.Security;
using System.Text;
using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.WeChat;

/// <summary>An answer in the webhook's own response, plain or encrypted. For official accounts only; the caller brings time, nonce and random bytes.</summary>
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

    public static string Text(string customer, string account, DateTimeOffset at, string text) => Xml(customer, account, at, "text", Field("Content", text));

    /// <param name="type"><c>image</c> or <c>voice</c>.</param>
    public static string Media(string customer, string account, DateTimeOffset at, string type, string mediaId) =>
        Xml(customer, account, at, type, Within(char.ToUpperInvariant(type[0]) + type[1..], Field("MediaId", mediaId)));

    public static string Video(string customer, string account, DateTimeOffset at, string mediaId, string title, string description) =>
        Xml(customer, account, at, "video", Within("Video", Field("MediaId", mediaId) + Field("Title", title) + Field("Description", description)));

    /// <summary>One article: more are let through only in answers to nothing.</summary>
    public static string News(string customer, string account, DateTimeOffset at, Link link, string? picture) => Xml(
        customer, account, at, "news",
        "<ArticleCount>1</ArticleCount>" + Within("Articles", Within("item",
            Field("Title", link.Title ?? link.Url) + Field("Description", link.Description ?? "") + Field("PicUrl", picture ?? "") + Field("Url", link.Url))));

    /// <summary>Hands the customer over to agents in the platform's own tool.</summary>
    /// <param name="agent">One of them; null = any.</param>
    public static string Transfer(string customer, string account, DateTimeOffset at, string? agent = null) =>
        Xml(customer, account, at, "transfer_customer_service", agent is null ? "" : Within("TransInfo", Field("KfAccount", agent)));

    /// <summary>The account's text, where it has one and a customer has said something; else null. It goes encrypted when the message came so.</summary>
    internal static WebhookReply? To(WebhookRequest request, ReadOnlyMemory<byte> payload, ChannelAccount account, DateTimeOffset now)
    {
        if (account.Setting(WeChatSettings.PassiveReply) is not { } text)
        {
            return null;
        }

        var (fields, fault) = FlatFields.Read(payload.Span);
        if (fault is not null
            || fields.Id("MsgType") is null or "event"
            || fields.Id("FromUserName") is not { } customer
            || fields.Id("ToUserName") is not { } us)
        {
            return null;
        }

        var xml = Text(customer, us, now, text);
        if (request.QueryValue("encrypt_type") != "aes")
        {
            return new WebhookReply(200, "text/xml", Encoding.UTF8.GetBytes(xml));
        }

        if (account.Setting(WeChatSettings.Token) is not { } token
            || account.Setting(WeChatSettings.AppId) is not { } appId
            || MessageCipher.Of(account.Setting(WeChatSettings.EncodingAesKey)) is not { } cipher)
        {
            return null;
        }

        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var random = cipher.RandomFor([.. request.Body.Span, .. Encoding.UTF8.GetBytes(timestamp)]);
        return Of(xml, cipher, token, appId, timestamp, Convert.ToHexStringLower(cipher.RandomFor(random))[..MessageCipher.RandomBytes], random);
    }

    private static string Xml(string customer, string account, DateTimeOffset at, string type, string content) => FormattableString.Invariant(
        $"<xml>{Field("ToUserName", customer)}{Field("FromUserName", account)}<CreateTime>{at.ToUnixTimeSeconds()}</CreateTime>{Field("MsgType", type)}{content}</xml>");

    private static string Within(string name, string content) => $"<{name}>{content}</{name}>";

    /// <summary>A section ends only where we end it.</summary>
    private static string Field(string name, string value) => $"<{name}><![CDATA[{value.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal)}]]></{name}>";
}
