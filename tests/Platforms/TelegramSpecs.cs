using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>grammY's own door judges what ours is given, and its client sends what ours must send.</summary>
public sealed class TelegramSpecs(PlatformSystem system) : PlatformSpec(system, "telegram")
{
    private readonly int chat = 424_000_000 + Next();

    [Fact]
    public async Task What_grammY_lets_in_is_stored_and_what_it_does_not_is_refused()
    {
        var text = Unique("привет");
        var signed = await MessageAsync(text);
        var forged = signed.With("X-Telegram-Bot-Api-Secret-Token", "another-word");

        Assert.False((await LibraryAsync("telegram", "believes", new { secretToken = Setting("secret_token"), request = forged })).GetBoolean());
        await ThenRefusedAsync(forged);
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task An_answer_is_sent_as_grammY_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复 <answer>"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);

        var ours = await Platforms.OursAsync("telegram", answer);
        await LibraryAsync("telegram", "send", new { platform = Platforms.AddressOfLibrary("telegram"), token = Setting("bot_token"), chat, text = answer });
        var theirs = await Platforms.LibrarysAsync("telegram", answer);

        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Without(), ours.Without());
    }

    private Task<SignedRequest> MessageAsync(string text) => LibraryAsync<SignedRequest>("telegram", "sign", new
    {
        secretToken = Setting("secret_token"),
        body = JsonSerializer.Serialize(new
        {
            update_id = Next(),
            message = new { message_id = Next(), date = DateTimeOffset.UtcNow.ToUnixTimeSeconds(), chat = new { id = chat, type = "private" }, from = new { id = chat, is_bot = false, first_name = "Ivan" }, text },
        }),
    });
}
