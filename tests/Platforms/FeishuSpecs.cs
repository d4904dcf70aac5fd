using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>Feishu's own SDK opens and judges what the door is given, and its client sends what ours must send.</summary>
public sealed class FeishuSpecs(PlatformSystem system) : PlatformSpec(system, "feishu")
{
    private readonly string customer = $"ou_{Next()}";
    private readonly string chat = $"oc_{Next()}";

    [Fact]
    public async Task What_the_SDK_takes_is_stored_and_what_it_does_not_is_refused()
    {
        var text = Unique("你好 & hello");
        var signed = await MessageAsync(text);

        Assert.Equal(JsonValueKind.Null, (await LibraryAsync("feishu", "read", new { encryptKey = Setting("encrypt_key"), verificationToken = Setting("verification_token"), request = Forged(signed) })).ValueKind);
        await ThenRefusedAsync(Forged(signed));
        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task An_answer_is_sent_as_the_SDK_s_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);

        var ours = await Platforms.OursAsync("feishu", answer);
        await LibraryAsync("feishu", "send", new
        {
            platform = Platforms.AddressOfLibrary("feishu"), appId = Setting("app_id"), appSecret = Setting("app_secret"), to = chat, text = answer, operation = ours.Fields["uuid"],
        });
        var theirs = await Platforms.LibrarysAsync("feishu", answer);

        Assert.Equal((theirs.Path, theirs.Query), (ours.Path, ours.Query));
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        Assert.Equal(theirs.Without("content"), ours.Without("content"));
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(theirs.Fields["content"]).RootElement, JsonDocument.Parse(ours.Fields["content"]).RootElement));
    }

    private static SignedRequest Forged(SignedRequest signed) => signed.With("X-Lark-Signature", new string('0', 64));

    private Task<SignedRequest> MessageAsync(string text) => LibraryAsync<SignedRequest>("feishu", "sign", new
    {
        encryptKey = Setting("encrypt_key"),
        verificationToken = Setting("verification_token"),
        message = JsonSerializer.Serialize(new
        {
            schema = "2.0",
            header = new
            {
                event_id = $"event-{Next()}", event_type = "im.message.receive_v1", create_time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds().ToString(provider: null),
                token = Setting("verification_token"), app_id = Setting("app_id"), tenant_key = "t",
            },
            @event = new
            {
                sender = new { sender_id = new { open_id = customer }, sender_type = "user" },
                message = new { message_id = $"om_{Next()}", chat_id = chat, chat_type = "p2p", message_type = "text", content = JsonSerializer.Serialize(new { text }) },
            },
        }),
    });
}
