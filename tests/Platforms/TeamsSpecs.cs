using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>A token by <c>jose</c>, judged by Microsoft's own <c>botframework-connector</c>, whose client sends what ours must send.</summary>
public sealed class TeamsSpecs(PlatformSystem system) : PlatformSpec(system, "teams-botframework")
{
    private readonly string customer = $"29:{Next()}";
    private readonly string chat = $"a:chat-{Next()}";
    private readonly string activity = $"activity-{Next()}";

    private string Service => Platforms.AddressOfOurs("teams") + "/";

    [Fact]
    public async Task What_the_connector_believes_is_stored()
    {
        var text = Unique("Grüße");
        var signed = await MessageAsync(text);

        Assert.True(await BelievesAsync(signed));
        await ThenStoredAsync(signed, text);
    }

    [Fact]
    public async Task A_token_that_the_connector_does_not_believe_is_refused()
    {
        var signed = await MessageAsync(Unique("forged"));
        var token = signed.Headers!["Authorization"];
        var forged = signed.With("Authorization", token[..^20] + (token[^20] == 'A' ? 'B' : 'A') + token[^19..]);

        Assert.False(await BelievesAsync(forged));
        await ThenRefusedAsync(forged);
    }

    [Fact]
    public async Task A_token_for_another_app_is_believed_by_neither()
    {
        var signed = await MessageAsync(Unique("forged"), app: "99999999-2222-4333-8444-555555555555");

        Assert.False(await BelievesAsync(signed));
        await ThenRefusedAsync(signed);
    }

    [Fact]
    public async Task An_answer_is_sent_as_the_connector_s_client_sends_it()
    {
        var (question, answer) = (Unique("question"), Unique("答复"));
        await AnswerAsync(await ThenStoredAsync(await MessageAsync(question), question), answer);

        var ours = await Platforms.OursAsync("teams", answer);
        await LibraryAsync("teams", "reply", new
        {
            serviceUrl = Platforms.AddressOfLibrary("teams") + "/", token = "token-not-a-secret", conversation = chat, activity, text = answer, appId = Setting("app_id"), recipient = customer,
        });
        var theirs = await Platforms.LibrarysAsync("teams", answer);

        Assert.Equal(theirs.Path, ours.Path);
        Assert.Equal(theirs.Header("Authorization"), ours.Header("Authorization"));
        Assert.Equal(theirs.Without(), ours.Without());
    }

    private async Task<bool> BelievesAsync(SignedRequest request) => (await LibraryAsync("teams", "believes", new
    {
        publicKey = Omni.Accounts.TeamsKeys.GetProperty("publicKey"), appId = Setting("app_id"), serviceUrl = Service, request,
    })).GetBoolean();

    private Task<SignedRequest> MessageAsync(string text, string? app = null) => LibraryAsync<SignedRequest>("teams", "sign", new
    {
        privateKey = Omni.Accounts.TeamsKeys.GetProperty("privateKey"),
        appId = app ?? Setting("app_id"),
        serviceUrl = Service,
        body = JsonSerializer.Serialize(new
        {
            type = "message", id = activity, timestamp = DateTimeOffset.UtcNow, serviceUrl = Service, channelId = "msteams",
            from = new { id = customer, name = "Jo" }, conversation = new { id = chat, conversationType = "personal" }, recipient = new { id = $"28:{Setting("app_id")}" }, text,
        }),
    });
}
