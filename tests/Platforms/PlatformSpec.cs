using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Tests.Platforms;

/// <summary>What the specs of all platforms do: call the door as the platform's library says, look for the message on the desk, and answer it there.</summary>
[Collection(OnOneSystem.Name)]
public abstract class PlatformSpec(PlatformSystem system, string channel, string account = PlatformAccounts.Name)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static int last;

    protected PlatformSystem Omni { get; } = system;

    protected RecordedPlatforms Platforms => Omni.Platforms;

    /// <summary>The platform's library, by the name of its file.</summary>
    protected Task<JsonElement> LibraryAsync(string sdk, string function, object? arguments = null) => Omni.Sdks.CallAsync(sdk, function, arguments);

    protected Task<T> LibraryAsync<T>(string sdk, string function, object? arguments = null) => Omni.Sdks.CallAsync<T>(sdk, function, arguments);

    protected string Setting(string name) => Omni.Accounts[channel, account, name];

    /// <summary>A text that stands nowhere else.</summary>
    protected static string Unique(string text) => $"{text} {Guid.NewGuid():N}";

    /// <summary>A number that no other message of this run has.</summary>
    protected static int Next() => 1_000 + Interlocked.Increment(ref last);

    protected string DoorAddress => AddressOf(channel, account);

    /// <summary>The door's answer to a request of the platform.</summary>
    protected async Task<DoorAnswer> SendAsync(SignedRequest webhook, HttpMethod? method = null, string? channelName = null)
    {
        var address = channelName is null ? DoorAddress : AddressOf(channelName, PlatformAccounts.Name);
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, new Uri(webhook.Query is null ? address : $"{address}?{webhook.Query}", UriKind.Relative));
        if (webhook.Body is not null) request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(webhook.Body));
        foreach (var (name, value) in webhook.Headers ?? new Dictionary<string, string>())
        {
            if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)) request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(value);
            else request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await Omni.Door.SendAsync(request);
        return new DoorAnswer(answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>It is believed, and the customer's text is in a conversation of this channel.</summary>
    /// <returns>The conversation's id.</returns>
    protected async Task<string> ThenStoredAsync(SignedRequest webhook, string text)
    {
        ThenTaken(await SendAsync(webhook));
        return await StoredAsync(text);
    }

    protected async Task<string> StoredAsync(string text)
    {
        var found = await FoundAsync(text);
        Assert.Equal(channel, found.GetProperty("channel").GetString());
        var id = found.GetProperty("id").GetString()!;
        Assert.Contains(await Omni.Supervisor.EntriesAsync(id), entry => SaidIn(entry) == text);
        return id;
    }

    /// <summary>A customer who writes on another channel, and to whom the id is put down by which this platform has already told of them.</summary>
    /// <returns>Their conversation's id.</returns>
    protected async Task<string> KnownAsync(string sender)
    {
        const string Elsewhere = "standard-webhooks";
        var text = Unique("where is my order?");
        var signed = await LibraryAsync<SignedRequest>("standardwebhooks", "sign", new
        {
            secret = Omni.Accounts[Elsewhere, PlatformAccounts.Name, "secret"],
            id = $"msg_{Guid.NewGuid():N}",
            body = JsonSerializer.Serialize(new { type = "message.created", data = new { customer_id = $"c{Next()}", text } }),
        });
        ThenTaken(await SendAsync(signed, channelName: Elsewhere));
        var conversation = await FoundAsync(text);
        var link = new { channel, account = PlatformAccounts.Name, sender, reason = "said so" };
        await EventuallyAsync(
            async () =>
            {
                try
                {
                    await Omni.Supervisor.SendAsync(HttpMethod.Post, $"/api/people/{conversation.GetProperty("person").GetProperty("id").GetString()}/identities", link);
                    return true;
                }
                catch (HttpRequestException e) when (e.StatusCode == HttpStatusCode.Conflict)
                {
                    // Nobody knows the id yet: what told of it is on its way.
                    return false;
                }
            },
            $"a link to {sender}");
        return conversation.GetProperty("id").GetString()!;
    }

    /// <summary>News that opens no conversation of itself, as of an order, is in the one that there is.</summary>
    protected Task ThenNotedAsync(string conversation, string within) => EventuallyAsync(
        async () => (await Omni.Supervisor.EntriesAsync(conversation)).Any(entry => entry.GetProperty("type").GetString() == "customerMessage" && entry.GetRawText().Contains(within, StringComparison.Ordinal)),
        $"an entry with '{within}'");

    /// <summary>The supervisor takes the conversation and answers.</summary>
    protected async Task AnswerAsync(string conversation, string text)
    {
        await Omni.Supervisor.SendAsync(HttpMethod.Post, $"/api/conversations/{conversation}/take-over", new { });
        await Omni.Supervisor.ReplyAsync(conversation, Unique("m").Replace(' ', '-'), text);
    }

    /// <summary>As the supervisor answers again, in a conversation that is theirs.</summary>
    protected Task AnswerAgainAsync(string conversation, string text) => Omni.Supervisor.ReplyAsync(conversation, Unique("m").Replace(' ', '-'), text);

    protected async Task ThenRefusedAsync(SignedRequest webhook) => Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(webhook)).Status);

    protected static void ThenTaken(DoorAnswer answer) => Assert.True((int)answer.Status is >= 200 and < 300, $"The door said {(int)answer.Status}: {answer.Body}");

    /// <summary>Method, address and every member of the body; of the headers only who it is that sends, as libraries name themselves in others.</summary>
    /// <param name="authorisation">The header that says so; the same absence is the same.</param>
    protected static void ThenTheSame(RecordedRequest theirs, RecordedRequest ours, string authorisation = "Authorization")
    {
        Assert.Equal((theirs.Method, theirs.Path, theirs.Query), (ours.Method, ours.Path, ours.Query));
        Assert.Equal(theirs.Header(authorisation), ours.Header(authorisation));
        Assert.Equal(theirs.Without(), ours.Without());
    }

    protected static async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(waited.Elapsed < Patience, $"Not within {Patience.TotalSeconds} s: {what}");
            await Task.Delay(20);
        }
    }

    private static string AddressOf(string channel, string account) => $"/webhooks/demo/{channel}/{account}";

    private async Task<JsonElement> FoundAsync(string text)
    {
        JsonElement found = default;
        await EventuallyAsync(
            async () => (found = (await Omni.Supervisor.ListAsync("open")).FirstOrDefault(one => one.GetProperty("lastText").GetString() == text)).ValueKind == JsonValueKind.Object,
            $"a conversation in which '{text}' was said last");
        return found;
    }

    private static string? SaidIn(JsonElement entry) =>
        entry.GetProperty("type").GetString() == "customerMessage" && entry.GetProperty("item").TryGetProperty("text", out var text) ? text.GetString() : null;
}

public sealed record DoorAnswer(HttpStatusCode Status, string Body);
