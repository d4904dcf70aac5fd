using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.WeChat;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class WeChatVerificationSpecs
{
    private const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private const string AppId = "wxb11529c136998cb6";
    private const string Timestamp = "1763640000";
    private const string Message = "<xml><FromUserName>u1</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><Content>你好</Content><MsgId>1</MsgId></xml>";

    private static readonly WeChatChannel Channel = new("wechat-oa");
    private static readonly MessageCipher Cipher = MessageCipher.Of(AesKey)!;
    private static readonly byte[] Random = "aaaabbbbccccdddd"u8.ToArray();

    [Fact]
    public void An_encrypted_message_is_believed_and_opened()
    {
        var verification = Verify(Encrypted(Cipher.Encrypt(Random, Message, AppId)));

        Assert.Equal(Message, Encoding.UTF8.GetString(Assert.IsType<Verification.Authentic>(verification).Payload.Span));
    }

    [Fact]
    public void In_compatible_mode_only_the_encrypted_copy_is_believed()
    {
        var encrypted = Cipher.Encrypt(Random, Message, AppId);
        var body = $"<xml><FromUserName>mallory</FromUserName><Content>pay me</Content><Encrypt>{encrypted}</Encrypt></xml>";

        var verification = Verify(Post(body, Signed(encrypted)));

        Assert.Equal(Message, Encoding.UTF8.GetString(Assert.IsType<Verification.Authentic>(verification).Payload.Span));
    }

    [Fact]
    public void Json_is_opened_like_xml()
    {
        var encrypted = Cipher.Encrypt(Random, Message, AppId);

        Assert.IsType<Verification.Authentic>(Verify(Post($$"""{"ToUserName":"gh","Encrypt":"{{encrypted}}"}""", Signed(encrypted))));
    }

    [Fact]
    public void A_message_for_another_app_is_not_ours() =>
        ThenRejected(Rejection.WrongReceiver, Verify(Encrypted(Cipher.Encrypt(Random, Message, AppId + "x"))));

    [Fact]
    public void A_changed_character_breaks_the_signature()
    {
        var encrypted = Cipher.Encrypt(Random, Message, AppId);
        var changed = (encrypted[0] == 'A' ? 'B' : 'A') + encrypted[1..];

        ThenRejected(Rejection.SignatureMismatch, Verify(Post($"<xml><Encrypt>{changed}</Encrypt></xml>", Signed(encrypted))));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA==")]
    public void What_is_signed_and_no_cipher_text_has_one_fault_for_all(string encrypted) =>
        ThenRejected(Rejection.UndecryptablePayload, Verify(Encrypted(encrypted)));

    [Fact]
    public void Hand_made_plain_text_in_the_right_form_is_opened() =>
        Assert.IsType<Verification.Authentic>(Verify(Encrypted(Encrypt(Frame(length: 2, "hi" + AppId, pad: 24, last: 24)))));

    [Theory]
    [InlineData(2, 24, 0)]
    [InlineData(2, 24, 33)]
    [InlineData(2, 24, 255)]
    [InlineData(2, 7, 24)]
    [InlineData(-1, 24, 24)]
    [InlineData(21, 24, 24)]
    [InlineData(int.MaxValue, 24, 24)]
    public void A_wrong_padding_or_length_is_refused_like_any_other_fault(int length, int pad, int last) =>
        ThenRejected(Rejection.UndecryptablePayload, Verify(Encrypted(Encrypt(Frame(length, "hi" + AppId, pad, last)))));

    [Fact]
    public void A_frame_without_room_for_a_length_is_refused() =>
        ThenRejected(Rejection.UndecryptablePayload, Verify(Encrypted(Encrypt([.. Enumerable.Repeat((byte)16, 32)]))));

    [Fact]
    public void An_encrypted_part_that_is_not_there_cannot_be_opened() =>
        ThenRejected(Rejection.UndecryptablePayload, Verify(Post("<xml></xml>", Signed(""))));

    [Fact]
    public void A_document_type_is_refused_before_anything_is_believed() =>
        ThenRejected(Rejection.UndecryptablePayload, Verify(Post("<!DOCTYPE x [<!ENTITY a 'b'>]><xml><Encrypt>&a;</Encrypt></xml>", Signed("b"))));

    [Theory]
    [InlineData("signature")]
    [InlineData("timestamp")]
    [InlineData("nonce")]
    public void A_request_that_lacks_part_of_the_proof_proves_nothing(string missing)
    {
        var query = Plain();
        query.Remove(missing);

        ThenRejected(Rejection.SignatureMissing, Verify(Post(Message, query)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("zz")]
    [InlineData("ebdbda039bd59235c83b44df4b1e637b1097f1bfff")]
    [InlineData("gbdbda039bd59235c83b44df4b1e637b1097f1bf")]
    public void A_signature_that_is_none_is_a_mismatch(string signature) =>
        ThenRejected(Rejection.SignatureMismatch, Verify(Post(Message, Plain(signature))));

    [Fact]
    public void An_encryption_nobody_knows_is_a_mismatch()
    {
        var query = Plain();
        query["encrypt_type"] = "rot13";

        ThenRejected(Rejection.SignatureMismatch, Verify(Post(Message, query)));
    }

    [Fact]
    public void An_account_in_safe_mode_believes_nothing_plain() =>
        ThenRejected(Rejection.SignatureMissing, Verify(Post(Message, Plain()), (WeChatSettings.Mode, WeChatSettings.SafeMode)));

    [Fact]
    public void An_account_without_a_token_believes_nobody() =>
        ThenRejected(Rejection.AccountNotConfigured, Channel.Verify(Post(Message, Plain()), Account("wechat-oa"), Now));

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!bcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")]
    public void A_key_that_is_none_is_a_mistake_of_ours(string key) =>
        ThenRejected(Rejection.AccountNotConfigured, Verify(Encrypted("AAAA"), (WeChatSettings.EncodingAesKey, key)));

    [Theory]
    [InlineData(300, 0, true)]
    [InlineData(300, 300, true)]
    [InlineData(300, 301, false)]
    [InlineData(300, -301, false)]
    public void A_replay_window_is_kept_both_ways_where_one_is_set(int windowSeconds, int secondsLater, bool believed)
    {
        var account = With(("replay_window_seconds", windowSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        var verification = Channel.Verify(Post(Message, Plain()), account, Now.AddSeconds(secondsLater));

        Assert.Equal(believed, verification is Verification.Authentic);
    }

    [Fact]
    public void Without_a_replay_window_an_old_request_is_believed() =>
        Assert.IsType<Verification.Authentic>(Channel.Verify(Post(Message, Plain()), With(), Now.AddDays(400)));

    [Fact]
    public void A_replay_window_that_is_no_number_opens_no_door() =>
        ThenRejected(Rejection.OutsideReplayWindow, Verify(Post(Message, Plain()), ("replay_window_seconds", "five minutes")));

    [Fact]
    public void The_handshake_with_a_wrong_signature_is_not_answered()
    {
        var query = Plain(new string('0', 40));
        query["echostr"] = "5837201846524352";

        ThenRejected(Rejection.SignatureMismatch, Verify(Post(Message, query) with { Method = "GET" }));
    }

    private static Verification Verify(WebhookRequest request, params (string Name, string Value)[] settings) => Channel.Verify(request, With(settings), Now);

    private static ChannelAccount With(params (string Name, string Value)[] settings)
    {
        (string Name, string Value)[] usual =
            [(WeChatSettings.Token, "pamtest"), (WeChatSettings.EncodingAesKey, AesKey), (WeChatSettings.AppId, AppId)];
        return Account("wechat-oa", [.. usual.ExceptBy(settings.Select(setting => setting.Name), setting => setting.Name), .. settings]);
    }

    private static WebhookRequest Encrypted(string encrypted) => Post($"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>", Signed(encrypted));

    /// <summary>20 bytes of head and 20 of content leave 24 to a multiple of 32: every padding byte should say so.</summary>
    private static byte[] Frame(int length, string content, int pad, int last)
    {
        var head = new byte[20];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(16), length);
        byte[] frame = [.. head, .. Encoding.UTF8.GetBytes(content), .. Enumerable.Repeat((byte)pad, 24)];
        frame[^1] = (byte)last;
        return frame;
    }

    private static string Encrypt(byte[] plain)
    {
        var key = Convert.FromBase64String(AesKey + "=");
        using var aes = Aes.Create();
        aes.Key = key;
        return Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), PaddingMode.None));
    }

    private static Dictionary<string, string> Plain(string? signature = null) => new()
    {
        ["timestamp"] = Timestamp,
        ["nonce"] = "n1",
        ["signature"] = signature ?? SortedSignature.Of("pamtest", Timestamp, "n1"),
    };

    private static Dictionary<string, string> Signed(string encrypted) => new()
    {
        ["timestamp"] = Timestamp,
        ["nonce"] = "n1",
        ["encrypt_type"] = "aes",
        ["msg_signature"] = SortedSignature.Of("pamtest", Timestamp, "n1", encrypted),
    };

    private static void ThenRejected(Rejection reason, Verification verification) => Assert.Equal(new Verification.Rejected(reason), verification);
}
