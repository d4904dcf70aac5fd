using System.Globalization;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.Alipay;
using OmniFunctions.Channels.Azure;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.StandardWebhooks;
using OmniFunctions.Channels.Taobao;
using OmniFunctions.Channels.Twilio;
using OmniFunctions.Channels.WeChat;

namespace OmniFunctions.Tests.Vectors;

/// <summary>
/// The kinds of outbound vectors, told apart by channel and by what goes in. Where the vector fixes what a request would bring along by itself
/// (random bytes, a body written by somebody else), the part that signs or encrypts is asked; else the channel itself.
/// </summary>
internal static class OutboundKinds
{
    /// <summary>The placeholders that the reference's own vectors of calls lead on to.</summary>
    private const string GatherAction = "/webhooks/twilio/voice/gather";

    private const string GatherSilence = "/webhooks/twilio/voice";

    private static readonly Kind[] All =
    [
        new("wechat-oa wechat-mini", ["encoding_aes_key", "plaintext"], vector => Encrypted(vector, PassiveReply)),
        new("wecom wecom-kf dingtalk", ["encoding_aes_key", "plaintext"], vector => Encrypted(vector, null)),
        new("qqbot", ["bot_secret", "plain_token"], AnswerOfQQBot),
        new("taobao-top", ["secret", "params"], TopCall),
        new("alipay", ["params"], AlipayCall),
        new("acs-sms acs-calls", ["access_key", "url"], AcsRequest),
        new("twilio twilio-voice", ["say"], vector => Xml(
            TwilioMarkup.Gather(vector.Text("say"), vector.Text("language"), vector.Optional("action") ?? GatherAction, vector.Optional("redirect") ?? GatherSilence))),
        new("twilio twilio-sms twilio-whatsapp", ["text"], vector => Xml(TwilioMarkup.Message(vector.Text("text")))),
        new("twilio twilio-sms twilio-whatsapp", [], _ => Xml(TwilioMarkup.Nothing)),
        new("standard-webhooks standard-webhooks-svix", ["secret", "body"], SignedWebhook),
    ];

    /// <returns>Null when nobody here knows such a vector.</returns>
    public static Func<OutboundVector, JsonElement>? Of(OutboundVector vector) =>
        OutboundMessages.IsOne(vector) ? OutboundMessages.Compose : Array.Find(All, kind => kind.Fits(vector))?.Make;

    private static JsonElement Encrypted(OutboundVector vector, Action<Dictionary<string, object?>, OutboundVector, MessageCipher, byte[]>? further)
    {
        var cipher = MessageCipher.Of(vector.Text("encoding_aes_key")) ?? throw new FormatException("encoding_aes_key is none of 43 characters");
        var random = Encoding.ASCII.GetBytes(vector.Text("random16", "random"));
        if (random.Length != MessageCipher.RandomBytes) throw new FormatException("random16 is not of 16 bytes");
        var made = new Dictionary<string, object?> { ["encrypt"] = cipher.Encrypt(random, vector.Text("plaintext"), Receiver(vector)) };
        if (vector.Has("token", "timestamp", "nonce"))
        {
            made["msg_signature"] = SortedSignature.Of(vector.Text("token"), vector.Text("timestamp"), vector.Text("nonce"), (string)made["encrypt"]!);
            made["timestamp"] = made["timeStamp"] = vector.Text("timestamp");
            made["nonce"] = vector.Text("nonce");
            further?.Invoke(made, vector, cipher, random);
        }

        return Json(made);
    }

    private static void PassiveReply(Dictionary<string, object?> made, OutboundVector vector, MessageCipher cipher, byte[] random)
    {
        var reply = WeChatPassiveReply.Of(vector.Text("plaintext"), cipher, vector.Text("token"), Receiver(vector), vector.Text("timestamp"), vector.Text("nonce"), random);
        made["xml"] = Encoding.UTF8.GetString(reply.Body.Span);
    }

    private static string Receiver(OutboundVector vector) => vector.Text("app_id", "receive_id", "corp_id", "suite_id", "owner_key", "app_key");

    private static JsonElement AnswerOfQQBot(OutboundVector vector)
    {
        var question = JsonSerializer.SerializeToUtf8Bytes(new { d = new { plain_token = vector.Text("plain_token"), event_ts = vector.Text("event_ts") }, op = 13 });
        var request = new WebhookRequest("POST", "https://omni.example/webhooks/vectors/qqbot/main", new Dictionary<string, string>(), new Dictionary<string, string>(), question);
        var account = OutboundMessages.Account(vector.Channel, new Dictionary<string, string> { ["bot_secret"] = vector.Text("bot_secret") });
        return ChannelCatalogue.Find(vector.Channel)!.Verify(request, account, DateTimeOffset.UnixEpoch) is Verification.Handshake handshake
            ? JsonDocument.Parse(handshake.Reply.Body).RootElement
            : throw new FormatException("the question was not answered");
    }

    private static JsonElement TopCall(OutboundVector vector)
    {
        var parameters = vector.Texts("params");
        var method = parameters.GetValueOrDefault("sign_method") ?? vector.Optional("sign_method") ?? TopSignature.Md5;
        var sign = TopSignature.Of(parameters, Encoding.UTF8.GetBytes(vector.Optional("body") ?? ""), vector.Text("secret"), method);
        return Json(new() { ["sign"] = sign ?? throw new FormatException($"there is no sign_method {method}") });
    }

    private static JsonElement AlipayCall(OutboundVector vector)
    {
        var sign = AlipaySignature.Sign(vector.Texts("params").Where(pair => pair.Key != "sign" && pair.Value.Length > 0), vector.Text("app_private_key", "private_key"));
        return Json(new() { ["sign"] = sign ?? throw new FormatException("app_private_key is no key") });
    }

    private static JsonElement AcsRequest(OutboundVector vector)
    {
        var address = new Uri(vector.Text("url"));
        var at = DateTimeOffset.Parse(vector.Text("date"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        var body = Encoding.UTF8.GetBytes(vector.Optional("body") ?? "");
        var method = vector.Optional("method") ?? "POST";
        var headers = AcsSignature.Headers(method, address, at, body, vector.Text("access_key")) ?? throw new FormatException("access_key is no base64");
        var made = headers.ToDictionary(header => header.Key.ToLowerInvariant(), object? (header) => header.Value);
        made["string_to_sign"] = AcsSignature.StringToSign(method, address, at, body);
        return Json(made);
    }

    private static JsonElement SignedWebhook(OutboundVector vector)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(long.Parse(vector.Text("timestamp"), CultureInfo.InvariantCulture));
        var signature = StandardWebhooksSignature.Sign(vector.Text("secret"), vector.Text("id"), at, Encoding.UTF8.GetBytes(vector.Text("body")));
        return Json(new() { ["signature"] = signature ?? throw new FormatException("secret is none to sign with") });
    }

    private static JsonElement Xml(string markup) => Json(new() { ["xml"] = markup });

    private static JsonElement Json(Dictionary<string, object?> made) => JsonSerializer.SerializeToElement(made);

    /// <param name="Channels">Names, separated by blanks.</param>
    /// <param name="Needs">What must go in for it to be of this kind; none at all means that nothing goes in.</param>
    private sealed record Kind(string Channels, string[] Needs, Func<OutboundVector, JsonElement> Make)
    {
        public bool Fits(OutboundVector vector) =>
            Channels.Split(' ').Contains(vector.Channel) && (Needs.Length == 0 ? !vector.Input.EnumerateObject().Any() : vector.Has(Needs));
    }
}
