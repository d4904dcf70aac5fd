using System.Xml.Linq;

namespace OmniFunctions.Tests.Platforms;

/// <summary><c>wechat-crypto</c> encrypts what comes in safe mode, and opens what is answered in the same breath; <c>co-wechat-api</c> sends what ours must send.</summary>
public sealed class WeChatSpecs(PlatformSystem system) : PlatformSpec(system, "wechat-oa")
{
    [Fact]
    public async Task What_the_library_encrypts_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("尺码 & 颜色");
        var signed = await MessageAsync("customer-1", text);

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_library_opens_the_passive_reply()
    {
        var answer = await SendAsync(await MessageAsync("customer-2", Unique("hello")));

        ThenTaken(answer);
        var reply = XElement.Parse(answer.Body);
        var opened = await LibraryAsync("wechat", "open", new
        {
            token = Setting("token"),
            encodingAesKey = Setting("encoding_aes_key"),
            appId = Setting("app_id"),
            signature = reply.Element("MsgSignature")!.Value,
            timestamp = reply.Element("TimeStamp")!.Value,
            nonce = reply.Element("Nonce")!.Value,
            encrypted = reply.Element("Encrypt")!.Value,
        });
        var message = XElement.Parse(opened.GetProperty("message").GetString()!);
        Assert.Equal(Setting("app_id"), opened.GetProperty("receiver").GetString());
        Assert.Equal(("customer-2", "gh_demo", "text", Setting("passive_reply")), (Of("ToUserName"), Of("FromUserName"), Of("MsgType"), Of("Content")));

        string Of(string name) => message.Element(name)!.Value;
    }

    [Fact]
    public async Task An_answer_is_sent_as_the_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复 & more"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync("customer-3", question), question), answer);

        var ours = await Platforms.OursAsync("wechat", answer);
        await LibraryAsync("wechat", "send", new { platform = Platforms.AddressOfLibrary("wechat"), appId = Setting("app_id"), appSecret = Setting("app_secret"), to = "customer-3", text = answer });
        var theirs = await Platforms.LibrarysAsync("wechat", answer);

        ThenTheSame(theirs, ours);
    }

    private Task<SignedRequest> MessageAsync(string customer, string text) => LibraryAsync<SignedRequest>("wechat", "sign", new
    {
        token = Setting("token"),
        encodingAesKey = Setting("encoding_aes_key"),
        appId = Setting("app_id"),
        message = $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[{customer}]]></FromUserName><CreateTime>{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{Next()}</MsgId></xml>",
    });
}
