using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary><c>tweetnacl</c> signs what comes by the key both sides make of the bot's secret, and judges our answer to the platform's question; <c>qq-official-bot</c> sends what ours must send.</summary>
public sealed class QQBotSpecs(PlatformSystem system) : PlatformSpec(system, "qqbot")
{
    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("在吗");
        var signed = await MessageAsync(text, $"openid-{Next()}", $"message-{Next()}");

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

    [Fact]
    public async Task An_answer_is_sent_as_the_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("在的"));
        var (person, message) = ($"openid-{Next()}", $"message-{Next()}");
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question, person, message), question), answer);

        var ours = await Platforms.OursAsync("qqbot", answer);
        await LibraryAsync("qqbot", "send", new { platform = Platforms.AddressOfLibrary("qqbot"), appId = Setting("app_id"), botSecret = Setting("bot_secret"), token = "token-not-a-secret", to = person, text = answer, answered = message });
        var theirs = await Platforms.LibrarysAsync("qqbot", answer);

        Assert.Equal((theirs.Method, theirs.Path, theirs.Header("Authorization")), (ours.Method, ours.Path, ours.Header("Authorization")));
        // The library takes any number for it; ours counts the answers to one message, as the platform drops two of one number.
        Assert.Equal(theirs.Without("msg_seq"), ours.Without("msg_seq", "msg_type"));
        // The number of a text is 0, which the library leaves out.
        Assert.Equal(("1", "0"), (ours.Fields["msg_seq"], ours.Fields["msg_type"]));
    }

    private Task<SignedRequest> MessageAsync(string text, string person, string message) => SignedAsync(new
    {
        id = $"event-{Next()}", op = 0, s = 1, t = "C2C_MESSAGE_CREATE",
        d = new { id = message, content = text, timestamp = DateTimeOffset.UtcNow, author = new { user_openid = person } },
    });

    private Task<SignedRequest> SignedAsync(object body) => LibraryAsync<SignedRequest>("qqbot", "sign", new { botSecret = Setting("bot_secret"), appId = Setting("app_id"), body = JsonSerializer.Serialize(body) });
}
