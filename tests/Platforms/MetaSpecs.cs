using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>Meta's scheme is GitHub's, whose <c>@octokit/webhooks-methods</c> signs and verifies; <c>whatsapp-api-js</c> sends what ours must send.</summary>
public sealed class WhatsAppSpecs(PlatformSystem system) : PlatformSpec(system, "whatsapp")
{
    private readonly string customer = $"1650555{Next()}";

    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("hola");
        var signed = await MessageAsync(text);

        Assert.False((await LibraryAsync("meta", "believes", new { appSecret = Setting("app_secret"), request = signed.Tampered() })).GetBoolean());
        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task An_answer_is_sent_as_the_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);

        var ours = await Platforms.OursAsync("whatsapp", answer);
        await LibraryAsync("meta", "send", new
        {
            platform = Platforms.AddressOfLibrary("whatsapp"), token = Setting("access_token"), appSecret = Setting("app_secret"), phone = Setting("phone_number_id"), to = customer, text = answer,
        });
        var theirs = await Platforms.LibrarysAsync("whatsapp", answer);

        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        // Ours names the operation, to find a lost one again.
        Assert.Equal(theirs.Without(), ours.Without("biz_opaque_callback_data"));
    }

    private Task<SignedRequest> MessageAsync(string text) => LibraryAsync<SignedRequest>("meta", "sign", new
    {
        appSecret = Setting("app_secret"),
        body = JsonSerializer.Serialize(new
        {
            @object = "whatsapp_business_account",
            entry = new[]
            {
                new
                {
                    id = "waba",
                    changes = new[]
                    {
                        new
                        {
                            field = "messages",
                            value = new
                            {
                                messaging_product = "whatsapp",
                                metadata = new { display_phone_number = "16505550000", phone_number_id = Setting("phone_number_id") },
                                contacts = new[] { new { profile = new { name = "Ana" }, wa_id = customer } },
                                messages = new[] { new { from = customer, id = $"wamid.{Next()}", timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(provider: null), type = "text", text = new { body = text } } },
                            },
                        },
                    },
                },
            },
        }),
    });
}

/// <summary>The same scheme over another payload; <c>messaging-api-messenger</c> sends what ours must send.</summary>
public sealed class MessengerSpecs(PlatformSystem system) : PlatformSpec(system, "messenger")
{
    [Fact]
    public async Task What_the_library_signs_is_stored_and_a_changed_one_is_refused()
    {
        var text = Unique("hello");
        var signed = await MessageAsync(text, $"psid{Next()}");

        await ThenRefusedAsync(signed.Tampered());
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task An_answer_is_sent_as_the_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复"));
        var person = $"psid{Next()}";
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question, person), question), answer);

        var ours = await Platforms.OursAsync("messenger", answer);
        await LibraryAsync("meta", "sendByMessenger", new { platform = Platforms.AddressOfLibrary("messenger"), token = Setting("access_token"), to = person, text = answer });
        var theirs = await Platforms.LibrarysAsync("messenger", answer);

        Assert.Equal((theirs.Method, theirs.Path, theirs.Without()), (ours.Method, ours.Path, ours.Without()));
        // Both are the platform's ways to name the token; in a header it reaches no log.
        Assert.Equal(("?access_token=" + Setting("access_token"), ""), (theirs.Query, ours.Query));
        Assert.Equal("Bearer " + Setting("access_token"), ours.Header("Authorization"));
    }

    private Task<SignedRequest> MessageAsync(string text, string person) => LibraryAsync<SignedRequest>("meta", "sign", new
    {
        appSecret = Setting("app_secret"),
        body = JsonSerializer.Serialize(new
        {
            @object = "page",
            entry = new[]
            {
                new
                {
                    id = "page", time = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
                    messaging = new[]
                    {
                        new { sender = new { id = person }, recipient = new { id = "page" }, timestamp = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(), message = new { mid = $"m_{Next()}", text } },
                    },
                },
            },
        }),
    });
}
