using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>LINE's own <c>@line/bot-sdk</c> judges what the door is given, and its client sends what ours must send.</summary>
public sealed class LineSpecs(PlatformSystem system) : PlatformSpec(system, "line")
{
    private readonly string customer = $"U4af4980629{Next()}";

    [Fact]
    public async Task What_the_SDK_believes_is_stored_and_what_it_does_not_is_refused()
    {
        var text = Unique("こんにちは ☕");
        var signed = await MessageAsync(text, "r0");

        Assert.False((await LibraryAsync("line", "believes", new { channelSecret = Setting("channel_secret"), request = signed.Tampered() })).GetBoolean());
        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task The_first_answer_is_a_reply_and_the_next_a_push_as_the_SDK_s_client_makes_them()
    {
        var (question, first, next) = (Unique("question"), Unique("答复"), Unique("one more"));
        var token = $"reply{Next()}";
        var conversation = await ThenStoredAsync(await MessageAsync(question, token), question);
        await AnswerAsync(conversation, first);
        var reply = await Platforms.OursAsync("line", first);
        await AnswerAgainAsync(conversation, next);
        var push = await Platforms.OursAsync("line", next);

        await LibraryAsync("line", "reply", new { platform = Platforms.Address, token = Setting("channel_access_token"), replyToken = token, text = first });
        await LibraryAsync("line", "push", new { platform = Platforms.Address, token = Setting("channel_access_token"), to = customer, text = next, retryKey = push.Header("X-Line-Retry-Key") });

        ThenTheSameUnderOneKey(await Platforms.LibrarysAsync("line", first), reply);
        ThenTheSameUnderOneKey(await Platforms.LibrarysAsync("line", next), push);
        Assert.NotNull(push.Header("X-Line-Retry-Key"));
    }

    private static void ThenTheSameUnderOneKey(RecordedRequest theirs, RecordedRequest ours)
    {
        ThenTheSame(theirs, ours);
        Assert.Equal(theirs.Header("X-Line-Retry-Key"), ours.Header("X-Line-Retry-Key"));
    }

    private Task<SignedRequest> MessageAsync(string text, string replyToken)
    {
        var id = Next();
        return LibraryAsync<SignedRequest>("line", "sign", new
        {
            channelSecret = Setting("channel_secret"),
            body = JsonSerializer.Serialize(new
            {
                destination = "U0",
                events = new[]
                {
                    new
                    {
                        type = "message", mode = "active", timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), webhookEventId = $"01H{id:D23}", replyToken,
                        source = new { type = "user", userId = customer }, deliveryContext = new { isRedelivery = false }, message = new { id = id.ToString(provider: null), type = "text", text },
                    },
                },
            }),
        });
    }
}
