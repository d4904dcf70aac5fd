using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>Slack's own Bolt judges what the door is given, and its web client sends what ours must send.</summary>
public sealed class SlackSpecs(PlatformSystem system) : PlatformSpec(system, "slack")
{
    private readonly string chat = $"D{Next()}";
    private readonly string customer = $"U{Next()}";

    [Fact]
    public async Task What_Bolt_believes_is_stored_and_what_it_does_not_is_refused()
    {
        var text = Unique("Здравствуйте");
        var signed = await MessageAsync(text);

        Assert.False((await LibraryAsync("slack", "believes", new { signingSecret = Setting("signing_secret"), request = signed.Tampered() })).GetBoolean());
        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task An_answer_is_posted_as_Slack_s_own_client_posts_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复 answer"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);

        var ours = await Platforms.OursAsync("slack", answer);
        await LibraryAsync("slack", "send", new { platform = Platforms.AddressOfLibrary("slack"), token = Setting("bot_token"), channel = chat, text = answer });
        var theirs = await Platforms.LibrarysAsync("slack", answer);

        Assert.Equal("chat.postMessage", ours.Path);
        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        Assert.Equal(theirs.Without(), ours.Without());
    }

    private Task<SignedRequest> MessageAsync(string text)
    {
        var id = Next();
        return LibraryAsync<SignedRequest>("slack", "sign", new
        {
            signingSecret = Setting("signing_secret"),
            body = JsonSerializer.Serialize(new
            {
                type = "event_callback",
                team_id = "T1",
                event_id = $"Ev{id}",
                event_time = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
                @event = new { type = "message", channel = chat, channel_type = "im", user = customer, text, ts = $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.{id:000000}" },
            }),
        });
    }
}
