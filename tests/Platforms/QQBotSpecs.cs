using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary><c>tweetnacl</c> signs what comes by the key both sides make of the bot's secret, and judges our answer to the platform's question.</summary>
public sealed class QQBotSpecs(PlatformSystem system) : PlatformSpec(system, "qqbot")
{
    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("在吗");
        var signed = await SignedAsync(new
        {
            id = $"event-{Next()}", op = 0, s = 1, t = "C2C_MESSAGE_CREATE",
            d = new { id = $"message-{Next()}", content = text, timestamp = DateTimeOffset.UtcNow, author = new { user_openid = $"openid-{Next()}" } },
        });

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_library_believes_the_answer_to_the_question_whose_address_this_is()
    {
        const string Token = "Arq0D5A61EgUu4OxUvOp";
        const string At = "1725442341";

        var answer = await SendAsync(await SignedAsync(new { d = new { plain_token = Token, event_ts = At }, op = 13 }));

        var said = JsonDocument.Parse(answer.Body).RootElement;
        Assert.Equal(Token, said.GetProperty("plain_token").GetString());
        Assert.True(await BelievesAsync(At + Token));
        Assert.False(await BelievesAsync(At + Token + "x"));

        async Task<bool> BelievesAsync(string text) =>
            (await LibraryAsync("qqbot", "believes", new { botSecret = Setting("bot_secret"), text, signature = said.GetProperty("signature").GetString() })).GetBoolean();
    }

    private Task<SignedRequest> SignedAsync(object body) => LibraryAsync<SignedRequest>("qqbot", "sign", new { botSecret = Setting("bot_secret"), appId = Setting("app_id"), body = JsonSerializer.Serialize(body) });
}
