using System.Text;
using System.Text.Json;
using OmniFunctions.Channels.MessageCrypt;
using OmniFunctions.Channels.QQBot;
using OmniFunctions.Channels.WeChat;

namespace OmniFunctions.Tests.Specs.Channels;

public sealed class OutboundVectorSpecs
{
    public static TheoryData<string> Names => ["encrypt-published-wxjava", "passive-reply-encrypt-published-wechatpy"];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_encrypted_is_byte_for_byte_what_was_published(string name)
    {
        var (input, output) = Load(name);

        var encrypted = Cipher(input).Encrypt(Random(input), input("plaintext")!, AppId(input));

        Assert.Equal(output("encrypt"), encrypted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_was_published_decrypts_to_what_went_in(string name)
    {
        var (input, output) = Load(name);

        var opened = Cipher(input).Decrypt(output("encrypt")!)!.Value;

        Assert.Equal(input("plaintext"), Encoding.UTF8.GetString(opened.Message));
        Assert.Equal(AppId(input), opened.Receiver);
    }

    [Fact]
    public void A_passive_reply_carries_the_published_signature()
    {
        var (input, output) = Load("passive-reply-encrypt-published-wechatpy");

        var reply = WeChatPassiveReply.Of(
            input("plaintext")!, Cipher(input), input("token")!, AppId(input), input("timestamp")!, input("nonce")!, Random(input));

        var body = Encoding.UTF8.GetString(reply.Body.Span);
        Assert.Contains(output("msg_signature")!, body, StringComparison.Ordinal);
        Assert.Contains(output("encrypt")!, body, StringComparison.Ordinal);
        Assert.Contains("<TimeStamp>1411525903</TimeStamp><Nonce>461056294</Nonce>", body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_answer_to_a_QQ_bot_s_question_carries_the_published_signature()
    {
        var (input, output) = Load("op13-response-published");

        Assert.Equal(output("signature"), QQBotKey.Of(input("bot_secret"))!.Sign(Encoding.UTF8.GetBytes(input("event_ts")! + input("plain_token"))));
    }

    private static MessageCipher Cipher(Func<string, string?> input) => MessageCipher.Of(input("encoding_aes_key"))!;

    private static byte[] Random(Func<string, string?> input) => Encoding.ASCII.GetBytes(input("random16")!);

    private static string AppId(Func<string, string?> input) => (input("app_id") ?? input("receive_id"))!;

    private static (Func<string, string?> Input, Func<string, string?> Output) Load(string name)
    {
        var vector = JsonDocument.Parse(TestData.Read("Channels", "outbound-vectors.json")).RootElement
            .EnumerateArray().Single(vector => vector.GetProperty("name").GetString() == name);
        return (Of("input"), Of("output"));

        Func<string, string?> Of(string part) => member => vector.GetProperty(part).TryGetProperty(member, out var value) ? value.GetString() : null;
    }
}
