using System.Globalization;
using System.Text;
using OmniFunctions.Channels.MessageCrypt;

namespace OmniFunctions.Channels.DingTalk;

/// <summary>An event is answered by the word <c>success</c>, encrypted and signed as the event was; anything else, and it comes again.</summary>
public static class DingTalkAcknowledgement
{
    private const string Success = "success";

    /// <param name="timestamp">As text: it is signed as it stands.</param>
    /// <param name="random">16 bytes that nobody can guess.</param>
    public static WebhookReply Of(MessageCipher cipher, string token, string owner, string timestamp, string nonce, ReadOnlySpan<byte> random)
    {
        var encrypted = cipher.Encrypt(random, Success, owner);
        var signature = SortedSignature.Of(token, timestamp, nonce, encrypted);
        return new WebhookReply(200, JsonBody.ContentType, JsonBody.Of(json =>
        {
            json.WriteString("msg_signature", signature);
            json.WriteString("encrypt", encrypted);
            json.WriteString("timeStamp", timestamp);
            json.WriteString("nonce", nonce);
        }));
    }

    /// <returns>What the robot gets is an empty answer: it is not encrypted.</returns>
    internal static WebhookReply To(WebhookRequest request, ChannelAccount account, DateTimeOffset now)
    {
        if ((request.QueryValue("msg_signature") ?? request.QueryValue("signature")) is null
            || account.Setting(DingTalkSettings.Token) is not { } token
            || MessageCipher.Of(account.Setting(DingTalkSettings.EncodingAesKey)) is not { } cipher
            || DingTalkVerification.Owner(account) is not { } owner)
        {
            return WebhookReply.Empty;
        }

        var timestamp = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var random = cipher.RandomFor([.. request.Body.Span, .. Encoding.UTF8.GetBytes(timestamp)]);
        var nonce = Convert.ToHexStringLower(cipher.RandomFor(random))[..MessageCipher.RandomBytes];
        return Of(cipher, token, owner, timestamp, nonce, random);
    }
}
