using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Tests.Harness;

/// <summary>
/// The platform's side of a WeChat official account: signs webhooks as WeChat does.
/// Written from the vendor's description alone, so that it can disagree with the product.
/// </summary>
public sealed class WeChatSender(string token, string encodingAesKey, string appId)
{
    /// <summary>The demo account of the sample settings.</summary>
    public static WeChatSender Demo(IReadOnlyDictionary<string, string> settings) =>
        new(settings["token"], settings["encoding_aes_key"], settings["app_id"]);

    public static string TextXml(string openId, long messageId, string text, long createTime) => string.Create(CultureInfo.InvariantCulture,
        $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[{openId}]]></FromUserName><CreateTime>{createTime}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{messageId}</MsgId></xml>");

    /// <summary>The query of a plain-mode request.</summary>
    public string PlainQuery(long timestamp, string nonce) => string.Create(CultureInfo.InvariantCulture,
        $"signature={Sign(token, timestamp.ToString(CultureInfo.InvariantCulture), nonce)}&timestamp={timestamp}&nonce={nonce}");

    /// <summary>The query and body of a safe-mode request around an inner XML.</summary>
    public (string Query, string Body) Safe(string innerXml, long timestamp, string nonce)
    {
        var encrypted = Encrypt(innerXml);
        var time = timestamp.ToString(CultureInfo.InvariantCulture);
        var query = $"{PlainQuery(timestamp, nonce)}&encrypt_type=aes&msg_signature={Sign(token, time, nonce, encrypted)}";
        return (query, $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>");
    }

    private string Encrypt(string message)
    {
        var key = Convert.FromBase64String(encodingAesKey + "=");
        var text = Encoding.UTF8.GetBytes(message);
        var receiver = Encoding.UTF8.GetBytes(appId);
        var length = 20 + text.Length + receiver.Length;
        var padding = 32 - (length % 32);
        var plain = new byte[length + padding];
        RandomNumberGenerator.Fill(plain.AsSpan(0, 16));
        BinaryPrimitives.WriteInt32BigEndian(plain.AsSpan(16), text.Length);
        text.CopyTo(plain, 20);
        receiver.CopyTo(plain, 20 + text.Length);
        plain.AsSpan(length).Fill((byte)padding);
        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), PaddingMode.None));
    }

    private static string Sign(params string[] parts)
    {
        Array.Sort(parts, StringComparer.Ordinal);
#pragma warning disable CA5350 // The platform's protocol is SHA-1.
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(string.Concat(parts))));
#pragma warning restore CA5350
    }
}
