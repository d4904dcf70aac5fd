using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Tests.Acceptance;

public sealed class DeskSpecs(TheSystem system) : Scenario(system)
{
    [Theory]
    [InlineData("demo", "li.na", "wrong")]
    [InlineData("demo", "nobody", TheSystem.Password)]
    [InlineData("nowhere", "li.na", TheSystem.Password)]
    public async Task Who_does_not_know_the_password_is_not_told_what_was_wrong(string tenant, string name, string password)
    {
        using var answer = await PostAsync("/api/session", new { tenant, name, password });
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("/problems/not-signed-in", (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("type"));
    }

    [Fact]
    public void Passwords_are_kept_by_a_current_function_with_enough_rounds()
    {
        const byte WithHeader = 1;
        const int HmacSha512 = 2;
        using var passwords = new Passwords();
        var hash = Convert.FromBase64String(passwords.Hash("a password"));
        Assert.Equal(WithHeader, hash[0]);
        Assert.Equal(HmacSha512, BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(1)));
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(5)) >= 210_000);
    }

    [Fact]
    public async Task Too_many_wrong_passwords_must_wait()
    {
        var attempt = new { tenant = "demo", name = "guessed", password = "wrong" };
        for (var i = 0; i < SignInLimits.MaxFailuresPerAccount; i++)
        {
            using var wrong = await PostAsync("/api/session", attempt);
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using var refused = await PostAsync("/api/session", attempt);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), SignInLimits.Window);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_leaves_the_line()
    {
        using var desk = await Omni.SignInAsync("demo", "wang.fang");
        await desk.SetPresenceAsync("online");
        await desk.SendAsync(HttpMethod.Delete, "/api/session", new { });
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => desk.GetAsync("/api/session"));
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        await Eventually.HoldsAsync(async () => (await Li.GetAsync("/api/agents")).GetProperty("agents").EnumerateArray()
            .Single(agent => agent.Id() == "wang.fang").Text("presence") == "offline");
    }

    [Fact]
    public async Task A_request_that_another_site_could_have_made_is_refused()
    {
        using var body = new StringContent("""{"presence":"online"}""", Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri("/api/presence", UriKind.Relative)) { Content = body };
        request.Headers.Add("X-Omni", "0");
        using var answer = await Li.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

        using var form = new StringContent("presence=online", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var submitted = await Li.Http.PutAsync(new Uri("/api/presence", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, submitted.StatusCode);
    }

    [Theory]
    [InlineData("/api/conversations")]
    [InlineData("/api/conversations?view=mine&limit=0")]
    [InlineData("/api/conversations?view=mine&limit=201")]
    [InlineData("/api/conversations?view=mine&limit=ten")]
    [InlineData("/api/conversations?view=waiting&cursor=%00")]
    public async Task A_query_outside_its_limits_is_a_bad_request(string path)
    {
        using var answer = await Li.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/problems/invalid-request", (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("type"));
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"messageId":"m 1","text":"a"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"messageId":"m1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"messageId":"m1","text":"  "}""", HttpStatusCode.Conflict)]
    public async Task A_reply_that_is_none_is_refused(string reply, HttpStatusCode status)
    {
        var id = await ServedAsync();
        using var body = new StringContent(reply, Encoding.UTF8, "application/json");
        using var answer = await Li.Http.PostAsync(new Uri($"/api/conversations/{id}/replies", UriKind.Relative), body);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_too_long_is_not_read()
    {
        var id = await ServedAsync();
        using var answer = await PostAsync(Li.Http, $"/api/conversations/{id}/replies", new { messageId = "m1", text = new string('x', 300 * 1024) });
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task The_same_reply_again_is_the_same_one_and_another_text_is_refused()
    {
        var id = await ServedAsync();
        var first = await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/replies", new { messageId = "m1", text = "one" });
        var again = await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/replies", new { messageId = "m1", text = "one" });
        Assert.Equal(first.GetProperty("seq").GetInt64(), again.GetProperty("seq").GetInt64());
        using var other = await PostAsync(Li.Http, $"/api/conversations/{id}/replies", new { messageId = "m1", text = "two" });
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("messageIdTaken", (await other.Content.ReadFromJsonAsync<JsonElement>()).Text("reason"));
    }

    [Fact]
    public async Task A_reply_repeated_long_afterwards_is_answered_with_the_number_it_had()
    {
        var id = await ServedByTelegramAsync();
        for (var i = 0; i <= OutgoingReply.Remembered; i++) await Li.ReplyAsync(id, $"m{i}", "still looking");
        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(id)).Where(entry => entry.Type() == "reply").All(entry => entry.Text("delivery") == "delivered"));
        var first = (await Li.EntriesAsync(id)).First(entry => entry.Type() == "reply").GetProperty("seq").GetInt64();
        var again = await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/replies", new { messageId = "m0", text = "still looking" });
        Assert.Equal(first, again.GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_reply_whose_bell_was_never_rung_leaves_when_it_is_sent_again()
    {
        var text = Customers.Unique("unrung");
        await Li.SetPresenceAsync("online");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        var key = new ConversationKey(new TenantId("demo"), new ConversationId(id));
        var store = Omni.Services.GetRequiredService<ConversationStore>();
        // The offer is the last thing that rings by itself; once it was looked at, the lifecycle sleeps.
        await Eventually.HoldsAsync(async () => await store.FindAsync(key) is { } head && head.Progress.Advanced == head.Version);
        var cut = await store.ApplyAsync(key, new ConversationCommand.SendReply(new AgentId("li.na"), "m1", text));
        Assert.True(cut.Changed);

        await Li.ReplyAsync(id, "m1", text);

        await Eventually.HoldsAsync(() => Omni.Platform.Received.Any(message => message.Text == text));
    }

    [Fact]
    public async Task Events_are_paged_forwards_and_backwards()
    {
        var id = await ServedAsync();
        var all = (await Li.EntriesAsync(id)).Select(Seq).ToArray();
        var first = await Li.GetAsync($"/api/conversations/{id}/events?after=0&limit=2");
        Assert.Equal([1, 2], first.GetProperty("items").EnumerateArray().Select(Seq));
        Assert.True(first.GetProperty("hasMore").GetBoolean());
        var last = await Li.GetAsync($"/api/conversations/{id}/events?before={all[^1] + 1}&limit=2");
        Assert.Equal(all[^2..], last.GetProperty("items").EnumerateArray().Select(Seq));
        var beyond = await Li.GetAsync($"/api/conversations/{id}/events?before={long.MaxValue}&limit=2");
        Assert.Equal(all[^2..], beyond.GetProperty("items").EnumerateArray().Select(Seq));
        var none = await Li.GetAsync($"/api/conversations/{id}/events?after={all[^1]}");
        Assert.Empty(none.GetProperty("items").EnumerateArray());
        Assert.False(none.GetProperty("hasMore").GetBoolean());

        static long Seq(JsonElement entry) => entry.GetProperty("seq").GetInt64();
    }

    [Fact]
    public async Task Colleagues_see_who_is_there_and_how_busy_without_asking()
    {
        await using var live = await Wang.ConnectLiveAsync();
        await Li.SetPresenceAsync("online");
        await ShownAsync("online", 0);
        var text = Customers.Unique("keep her busy");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        await ShownAsync("online", 1);
        await Li.CloseAsync((await InPhaseAsync(Li, "mine", text, "offered")).Id());
        await ShownAsync("online", 0);
        await Li.SetPresenceAsync("away");
        await ShownAsync("away", 0);

        Task ShownAsync(string presence, int load) => live.WaitForAsync(push => push.Target == "presence"
            && push.Arguments[0].GetProperty("agents").EnumerateArray().Any(agent =>
                agent.Id() == "li.na" && agent.Text("presence") == presence && agent.GetProperty("load").GetInt32() == load));
    }

    [Fact]
    public async Task The_figures_follow_the_conversations()
    {
        var before = (await Li.GetAsync("/api/insights/live")).GetProperty("totals").GetProperty("firstResponses").GetInt64();
        await using var live = await Li.ConnectLiveAsync();
        var id = await ServedAsync();
        await Li.ReplyAsync(id, "m1", "here");

        // What went before may be folded only now.
        await live.WaitForAsync(push => push.Target == "insights" && push.Arguments[0].GetProperty("totals") is var totals
            && totals.GetProperty("firstResponses").GetInt64() > before && totals.GetProperty("open").GetInt32() == 1);
        Assert.Equal(1, (await Li.GetAsync("/api/insights/live")).GetProperty("totals").GetProperty("open").GetInt32());
    }

    private async Task<string> ServedAsync()
    {
        var text = Customers.Unique("serve me");
        await Li.SetPresenceAsync("online");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        return id;
    }

    /// <summary>There an agent may answer as often as they like.</summary>
    private async Task<string> ServedByTelegramAsync()
    {
        var text = Customers.Unique("serve me");
        await Li.SetPresenceAsync("online");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        return id;
    }

    private Task<HttpResponseMessage> PostAsync(string path, object body) => PostAsync(Customers.Http, path, body);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient http, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        if (!http.DefaultRequestHeaders.Contains("X-Omni")) request.Headers.Add("X-Omni", "1");
        return await http.SendAsync(request);
    }
}
