using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>WeCom's own <c>@wecom/crypto</c> encrypts and signs what comes; <c>wechat-enterprise-api</c> sends what ours must send.</summary>
public sealed class WeComSpecs(PlatformSystem system) : PlatformSpec(system, "wecom")
{
    [Fact]
    public async Task What_WeCom_encrypts_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("报销单 <3> & 附件");
        var signed = await MessageAsync(text);

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_question_that_WeCom_encrypts_is_answered_in_plain()
    {
        var question = await LibraryAsync<SignedRequest>("wecom", "ask", Account(("echo", "1616140317555161061")));

        Assert.Equal("1616140317555161061", (await SendAsync(question, HttpMethod.Get)).Body);
    }

    [Fact]
    public async Task An_answer_goes_to_the_member_by_the_app_as_the_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("已批准"));
        var member = $"member{Next()}";
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question, member), question), answer);

        var ours = await Platforms.OursAsync("wecom", answer);
        await LibraryAsync("wecom", "send", new
        {
            platform = Platforms.AddressOfLibrary("wecom"), corpId = Setting("receive_id"), corpSecret = Setting("corp_secret"), agentId = Setting("agent_id"), to = member, text = answer,
        });

        ThenTheSame(await Platforms.LibrarysAsync("wecom", answer), ours);
    }

    private Task<SignedRequest> MessageAsync(string text, string? member = null)
    {
        var id = Next();
        return LibraryAsync<SignedRequest>("wecom", "sign", Account(("message",
            $"<xml><ToUserName><![CDATA[{Setting("receive_id")}]]></ToUserName><FromUserName><![CDATA[{member ?? $"member{id}"}]]></FromUserName><CreateTime>{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[{text}]]></Content><MsgId>{id}</MsgId><AgentID>1000002</AgentID></xml>")));
    }

    private Dictionary<string, string> Account(params (string Name, string Value)[] more) => more
        .Append(("token", Setting("token"))).Append(("encodingAesKey", Setting("encoding_aes_key"))).Append(("receiver", Setting("receive_id")))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);
}

/// <summary>DingTalk shares the envelope: the same library encrypts its events and opens our answers to them. Its own <c>@alicloud/dingtalk</c> sends what ours must send.</summary>
public sealed class DingTalkSpecs(PlatformSystem system) : PlatformSpec(system, "dingtalk")
{
    [Fact]
    public async Task An_event_is_kept_and_answered_by_an_encrypted_success_that_the_library_opens()
    {
        var member = $"member{Next()}";
        ThenTaken(await SendAsync(await EventAsync("user_add_org", member)));
        var conversation = await KnownAsync(member);

        var answer = await SendAsync(await EventAsync("user_modify_org", member));

        ThenTaken(answer);
        var sealedAnswer = JsonDocument.Parse(answer.Body).RootElement;
        var opened = await LibraryAsync("wecom", "open", new
        {
            token = Setting("token"),
            encodingAesKey = Setting("encoding_aes_key"),
            signature = sealedAnswer.GetProperty("msg_signature").GetString(),
            timestamp = sealedAnswer.GetProperty("timeStamp").GetString(),
            nonce = sealedAnswer.GetProperty("nonce").GetString(),
            encrypted = sealedAnswer.GetProperty("encrypt").GetString(),
        });
        Assert.Equal(("success", Setting("owner_key")), (opened.GetProperty("message").GetString(), opened.GetProperty("receiver").GetString()));
        await ThenNotedAsync(conversation, "user_modify_org");
    }

    [Fact]
    public async Task A_changed_event_is_refused() => await ThenRefusedAsync((await EventAsync("user_modify_org", "member")).Tampered());

    [Theory]
    [InlineData("v1.0/robot/oToMessages/batchSend", null)]
    [InlineData("v1.0/robot/groupMessages/send", "cid-group")]
    public async Task An_answer_of_the_robot_is_sent_as_DingTalk_s_client_sends_it(string path, string? group)
    {
        var (question, answer) = (Unique("question"), Unique("答复"));
        var member = $"staff{Next()}";
        await AnswerAsync(await ThenStoredAsync(await SaidAsync(question, member, group), question), answer);

        var ours = await Platforms.OursAsync("dingtalk", answer);
        await LibraryAsync("dingtalk", "send", new
        {
            platform = Platforms.Address, appKey = Setting("owner_key"), appSecret = Setting("app_secret"), robotCode = Setting("robot_code"), to = member, group, text = answer,
        });

        Assert.Equal(path, ours.Path);
        ThenTheSame(await Platforms.LibrarysAsync("dingtalk", answer), ours, "x-acs-dingtalk-access-token");
    }

    private Task<SignedRequest> SaidAsync(string text, string member, string? group) => LibraryAsync<SignedRequest>("dingtalk", "sign", new
    {
        appSecret = Setting("app_secret"),
        body = JsonSerializer.Serialize(new
        {
            msgtype = "text", msgId = $"msg{Next()}", createAt = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), conversationType = group is null ? "1" : "2", conversationId = group ?? "cid-private",
            senderId = $"$:LWCP_v1:${member}", senderStaffId = member, senderNick = "Li", chatbotUserId = "bot", text = new { content = text },
        }),
    });

    private Task<SignedRequest> EventAsync(string name, string member) => LibraryAsync<SignedRequest>("wecom", "signDingTalk", new
    {
        token = Setting("token"),
        encodingAesKey = Setting("encoding_aes_key"),
        receiver = Setting("owner_key"),
        message = JsonSerializer.Serialize(new { EventType = name, TimeStamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(provider: null), UserId = new[] { member }, CorpId = "ding-corp" }),
    });
}
