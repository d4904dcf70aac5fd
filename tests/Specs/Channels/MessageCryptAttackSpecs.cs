using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using OmniFunctions.Channels;
using OmniFunctions.Channels.MessageCrypt;
using static OmniFunctions.Tests.Specs.Channels.Requests;

namespace OmniFunctions.Tests.Specs.Channels;

/// <summary>The attacks T04 to T07 of the reliability catalogue, on each channel that speaks WXBizMsgCrypt or XML.</summary>
public sealed class MessageCryptAttackSpecs
{
    private const string AesKey = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private const string Receiver = "wxb11529c136998cb6";
    private const string Token = "pamtest";
    private const string Timestamp = "1763640000";
    private const int MostExtraBytes = 1024 * 1024;
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(50);

    public static TheoryData<string> Encrypting => ["wechat-oa", "wechat-mini", "wecom", "wecom-kf", "dingtalk"];

    public static TheoryData<string> SpeakingXml => ["wechat-oa", "wechat-mini", "wecom", "wecom-kf", "weibo"];

    public static TheoryData<string, string> HostileXml
    {
        get
        {
            string[] documents =
            [
                "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml><a>&a;</a></xml>",
                "<!DOCTYPE x SYSTEM \"http://127.0.0.1:9/x.dtd\"><xml/>",
                "<!DOCTYPE x [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]><xml/>",
                "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]><xml>&c;</xml>",
                $"<!DOCTYPE x [<!ENTITY a \"{new string('a', 20_000)}\">]><xml>{string.Concat(Enumerable.Repeat("&a;", 10_000))}</xml>",
                string.Concat(Enumerable.Repeat("<a>", 20_000)),
                $"<xml {string.Join(' ', Enumerable.Range(0, 5_000).Select(at => $"a{at}=\"1\""))}",
                $"<xml>{string.Concat(Enumerable.Range(0, 3_000).Select(at => $"<f{at}>1</f{at}>"))}</xml>",
                $"<xml>{string.Concat(Enumerable.Repeat("<![CDATA[x]]>", 4_900))}",
                "<xml>" + new string('a', 65_000),
                "<xml>&undefined;</xml>",
            ];
            var data = new TheoryData<string, string>();
            foreach (string channel in new[] { "wechat-oa", "wechat-mini", "wecom", "wecom-kf", "weibo" })
            {
                foreach (var document in documents)
                {
                    data.Add(channel, document);
                }
            }

            return data;
        }
    }

    [Theory]
    [InlineData("safe")]
    [InlineData("compatible")]
    [InlineData("Plain")]
    [InlineData("anything")]
    public void T04_an_account_that_is_not_plain_by_its_own_word_believes_no_body_that_is_not_covered(string mode)
    {
        foreach (var channel in new[] { "wechat-oa", "wechat-mini" })
        {
            Assert.Equal(
                new Verification.Rejected(Rejection.SignatureMissing),
                ChannelCatalogue.Find(channel)!.Verify(Uncovered(), Of(channel, ("mode", mode)), Now));
        }
    }

    [Theory]
    [InlineData("wechat-oa")]
    [InlineData("wechat-mini")]
    public void T04_a_new_account_begins_in_safe_mode(string channel)
    {
        var mode = ChannelCatalogue.Find(channel)!.Capabilities.Settings.Single(setting => setting.Name == "mode");

        Assert.Equal("safe", mode.Default);
        Assert.Equal(["safe", "compatible", "plain"], mode.Choices);
    }

    [Theory]
    [InlineData("wecom")]
    [InlineData("wecom-kf")]
    [InlineData("dingtalk")]
    public void T04_where_there_is_no_plain_mode_no_signature_opens_one(string channel) =>
        Assert.IsType<Verification.Rejected>(ChannelCatalogue.Find(channel)!.Verify(Uncovered(), Of(channel), Now));

    [Theory]
    [MemberData(nameof(Encrypting))]
    public void T04_a_message_for_another_receiver_is_not_ours(string channel) => Assert.Equal(
        new Verification.Rejected(Rejection.WrongReceiver),
        ChannelCatalogue.Find(channel)!.Verify(Sealed(channel, MessageCipher.Of(AesKey)!.Encrypt("aaaabbbbccccdddd"u8, "{}", Receiver + "x")), Of(channel), Now));

    [Theory]
    [MemberData(nameof(Encrypting))]
    public void T05_nothing_is_decrypted_before_the_signature_holds(string channel)
    {
        // Every last byte of a block there can be: were one padding told from another, one answer would differ.
        var protocol = ChannelCatalogue.Find(channel)!;
        var encrypted = RandomBytes(64, seed: 1);
        for (var last = 0; last < 256; last++)
        {
            encrypted[^1] = (byte)last;
            var request = Sealed(channel, Convert.ToBase64String(encrypted), signature: new string('0', 40));

            Assert.Equal(new Verification.Rejected(Rejection.SignatureMismatch), protocol.Verify(request, Of(channel), Now));
        }
    }

    [Theory]
    [MemberData(nameof(Encrypting))]
    public void T05_every_fault_of_what_was_decrypted_has_one_answer(string channel)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        var key = Convert.FromBase64String(AesKey + "=");
        using var aes = Aes.Create();
        aes.Key = key;
        for (var last = 0; last < 256; last++)
        {
            var plain = new byte[64];
            plain[^1] = (byte)last;
            // A length beyond the end, so that a padding that happens to be right fails as well.
            plain[16] = 0x7F;
            var encrypted = Convert.ToBase64String(aes.EncryptCbc(plain, key.AsSpan(0, 16), PaddingMode.None));

            Assert.Equal(new Verification.Rejected(Rejection.UndecryptablePayload), protocol.Verify(Sealed(channel, encrypted), Of(channel), Now));
        }
    }

    [Theory]
    [MemberData(nameof(SpeakingXml))]
    public void T06_a_document_type_is_refused_by_name(string channel) => Assert.Equal(
        new Parsed.Malformed(ParseFault.DtdProhibited),
        ChannelCatalogue.Find(channel)!.Parse(Post(""), "<!DOCTYPE xml [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><xml>&a;</xml>"u8.ToArray(), Of(channel)));

    [Theory]
    [MemberData(nameof(HostileXml))]
    public void T07_hostile_xml_is_refused_quickly_and_costs_little(string channel, string document)
    {
        var protocol = ChannelCatalogue.Find(channel)!;
        var body = Encoding.UTF8.GetBytes(document);
        var account = Of(channel);
        Assert.IsType<Parsed.Malformed>(protocol.Parse(Post(body), body, account));

        // The best of five: the machine that runs this has other things to do.
        var best = TimeSpan.MaxValue;
        var extra = long.MaxValue;
        for (var run = 0; run < 5; run++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            Assert.IsType<Parsed.Malformed>(protocol.Parse(Post(body), body, account));
            var took = Stopwatch.GetElapsedTime(started);
            best = took < best ? took : best;
            extra = Math.Min(extra, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.True(best < Longest, $"took {best}");
        Assert.True(extra < MostExtraBytes, $"allocated {extra} bytes for {body.Length}");
    }

    private static WebhookRequest Uncovered() => Post("<xml><FromUserName>mallory</FromUserName></xml>", new Dictionary<string, string>
    {
        ["timestamp"] = Timestamp,
        ["nonce"] = "n",
        ["signature"] = SortedSignature.Of(Token, Timestamp, "n"),
    });

    private static WebhookRequest Sealed(string channel, string encrypted, string? signature = null) => Post(
        channel == "dingtalk" ? $$"""{"encrypt":"{{encrypted}}"}""" : $"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>",
        new Dictionary<string, string>
        {
            ["timestamp"] = Timestamp,
            ["nonce"] = "n",
            ["encrypt_type"] = "aes",
            ["msg_signature"] = signature ?? SortedSignature.Of(Token, Timestamp, "n", encrypted),
        });

    private static ChannelAccount Of(string channel, params (string Name, string Value)[] more) => Account(
        channel,
        [("token", Token), ("encoding_aes_key", AesKey), ("app_id", Receiver), ("receive_id", Receiver), ("owner_key", Receiver), ("app_secret", "s"), .. more]);

    private static byte[] RandomBytes(int count, int seed)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
