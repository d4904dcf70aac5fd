using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OmniFunctions.Access;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>What a page with the widget tells and asks, and what agents see of it.</summary>
public sealed class VisitSpecs(TheSystem system) : Scenario(system)
{
    private const string Site = "/api/widget/demo/site/";
    private const string Shop = "/api/widget/demo/shop/";

    [Fact]
    public async Task A_page_of_any_origin_learns_how_the_widget_looks_without_being_asked_for_a_permission_first()
    {
        using var answer = await TellAsync(Site, new { address = "https://shop.example/shoes?size=44", title = "Shoes" }, "https://shop.example");

        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        var visit = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains(".", visit.GetProperty("visitor").Text("token"), StringComparison.Ordinal);
        Assert.Equal(("right", 0, true), (visit.GetProperty("look").Text("corner"), visit.GetProperty("unread").GetInt32(), visit.GetProperty("isOpen").GetBoolean()));
    }

    [Fact]
    public async Task Where_origins_are_listed_no_other_page_bears_the_widget()
    {
        using var home = await TellAsync(Shop, new { }, "https://shop.example");
        using var away = await TellAsync(Shop, new { }, "https://evil.example");
        using var framed = await Customers.Http.PostAsJsonAsync(new Uri(Shop + "session", UriKind.Relative), new { embedder = "https://evil.example" });

        Assert.Equal("https://shop.example", Assert.Single(home.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (away.StatusCode, framed.StatusCode));
        Assert.False(away.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Where_nothing_is_tracked_a_page_makes_nobody_known()
    {
        using var answer = await TellAsync(Shop, new { address = "https://shop.example/" }, "https://shop.example");

        Assert.Equal(JsonValueKind.Null, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").ValueKind);
    }

    [Fact]
    public async Task A_page_counts_what_its_visitor_has_not_seen()
    {
        var token = await Customers.VisitAsync();
        var text = Customers.Unique("any news");
        await Li.SetPresenceAsync("online");
        await SayAsync("site", token, new { id = "v1", text });
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        await Li.ReplyAsync(id, "m1", Customers.Unique("yes"));
        var thread = await ReadAsync(token);

        var before = await VisitAsync(new { visitor = token, seen = thread.GetProperty("items")[0].Text("cursor") });
        var after = await VisitAsync(new { visitor = token, seen = thread.Text("cursor") });

        Assert.Equal((1, true), (before.GetProperty("unread").GetInt32(), before.GetProperty("hasConversation").GetBoolean()));
        Assert.Equal(0, after.GetProperty("unread").GetInt32());
    }

    [Fact]
    public async Task What_the_visitor_has_read_the_agent_sees_as_read()
    {
        var token = await Customers.VisitAsync();
        var text = Customers.Unique("are you there");
        await Li.SetPresenceAsync("online");
        await SayAsync("site", token, new { id = "v1", text });
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        await Li.ReplyAsync(id, "m1", Customers.Unique("I am"));
        JsonElement answer = default;
        await Eventually.HoldsAsync(async () => (answer = (await ReadAsync(token)).GetProperty("items").EnumerateArray().LastOrDefault()).Text("from") == "agent");
        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(id)).Any(entry => entry.Type() == "deliveryRecorded"));

        await SayAsync("site", token, new { id = "r1", read = answer.Text("at") });

        await Eventually.HoldsAsync(async () => (await Li.EntriesAsync(id)).Any(entry => entry.Type() == "receiptRecorded" && entry.Text("state") == "read"));
    }

    [Fact]
    public async Task Typing_is_shown_to_the_agent_and_kept_nowhere()
    {
        var token = await SessionAsync(Shop);
        var text = Customers.Unique("a question");
        await Li.SetPresenceAsync("online");
        await SayAsync("shop", token, new { id = "v1", text });
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        await using var live = await Li.ConnectLiveAsync();

        await ActAsync(Shop + "typing", token, new { text = "how mu" });

        var push = (await live.WaitForAsync(push => push.Target == "typing")).Arguments[0];
        Assert.Equal((id, "how mu"), (push.Text("conversationId"), push.Text("text")));
        Assert.DoesNotContain("how mu", string.Concat(await Li.EntriesAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_typed_is_not_shown_unless_the_account_says_so()
    {
        var token = await Customers.VisitAsync();
        var text = Customers.Unique("a question");
        await Li.SetPresenceAsync("online");
        await SayAsync("site", token, new { id = "v1", text });
        await Li.AcceptAsync((await InPhaseAsync(Li, "mine", text, "offered")).Id());
        await using var live = await Li.ConnectLiveAsync();

        await ActAsync(Site + "typing", token, new { text = "secret" });

        Assert.Equal(JsonValueKind.Null, (await live.WaitForAsync(push => push.Target == "typing")).Arguments[0].GetProperty("text").ValueKind);
    }

    [Fact]
    public async Task A_visitor_sees_that_their_agent_writes_and_not_that_others_do()
    {
        var token = await Customers.VisitAsync();
        var text = Customers.Unique("hello");
        await Li.SetPresenceAsync("online");
        await SayAsync("site", token, new { id = "v1", text });
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        using var where = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, Site + "negotiate", new { });
        var negotiated = await where.Content.ReadFromJsonAsync<JsonElement>();
        await using var live = await LiveConnection.OpenAsync(new Uri(negotiated.Text("url")), negotiated.Text("accessToken"));

        using var refused = await Chen.Http.PostAsJsonAsync(new Uri($"/api/conversations/{id}/typing", UriKind.Relative), new { });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/typing", new { });

        Assert.Equal("Li Na (demo)", (await live.WaitForAsync(push => push.Target == "typing")).Arguments[0].Text("name"));
    }

    [Fact]
    public async Task A_product_and_a_form_come_with_the_first_words()
    {
        var token = await SessionAsync(Shop);
        var text = Customers.Unique("in blue?");
        await SayAsync("shop", token, new { id = "v1", text, about = new { title = "Shoe", url = "https://shop.example/p/7", price = "¥ 99", id = "sku-7" }, form = new { name = "Li", email = "li@example.com" } });
        var seen = await InPhaseAsync(Li, "waiting", text, "waiting");

        var item = (await Li.EntriesAsync(seen.Id())).First(entry => entry.Type() == "customerMessage").GetProperty("item");

        Assert.Equal("Li", seen.GetProperty("person").Text("name"));
        Assert.Equal(("product", "sku-7", "¥ 99", "Shoe"), (item.GetProperty("about").Text("kind"), item.GetProperty("about").Text("id"), item.GetProperty("about").Text("price"), item.GetProperty("link").Text("title")));
        Assert.Equal("li@example.com", item.GetProperty("form").Text("email"));
    }

    [Fact]
    public async Task A_visitor_brings_pictures_and_papers_and_nothing_that_runs()
    {
        var token = await SessionAsync(Shop);

        Assert.Equal(HttpStatusCode.Created, await BringAsync(token, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await BringAsync(token, [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0]));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await BringAsync(token, Encoding.UTF8.GetBytes("<html><script>alert(1)</script>")));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await BringAsync(token, new byte[1024 * 1024 + 1]));
    }

    [Fact]
    public async Task A_visitor_who_brings_too_many_files_waits()
    {
        var token = await SessionAsync(Shop);
        var answers = new List<HttpStatusCode>();
        for (var file = 0; file <= CallRates.MaxFiles; file++) answers.Add(await BringAsync(token, Encoding.UTF8.GetBytes("notes")));

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.Created, CallRates.MaxFiles), HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task Whoever_calls_too_often_waits_and_nobody_else()
    {
        var time = new ManualTime();
        var rates = new CallRates(time);
        for (var call = 0; call < 3; call++) Assert.Null(rates.Take("visit", "a", 3));

        Assert.Equal(CallRates.Window, rates.Take("visit", "a", 3));
        Assert.Null(rates.Take("visit", "b", 3));
        Assert.Null(rates.Take("file", "a", 3));
        time.Advance(CallRates.Window);
        Assert.Null(rates.Take("visit", "a", 3));
        await Task.CompletedTask;
    }

    [Fact]
    public async Task A_supervisor_sees_who_is_there_and_invites_them()
    {
        var page = $"https://shop.example/{Customers.Unique("p").Replace(' ', '-')}";
        var first = await VisitAsync(new { address = page + "?x=1", title = "Shoes", cameFrom = "https://search.example/?q=shoes", name = "Anna", language = "en" });
        var token = first.GetProperty("visitor").Text("token");
        var visitor = await OnBoardAsync(page);
        Assert.Equal(("Anna", "Shoes", "https://search.example/"), (visitor.Text("name"), visitor.GetProperty("page").Text("title"), visitor.Text("cameFrom")));

        await Chen.SendAsync(HttpMethod.Post, $"/api/visitors/{visitor.Id()}/invite", new { text = "Can I help?" });
        var invitation = (await VisitAsync(new { visitor = token, address = page })).GetProperty("invitation");
        Assert.Equal("Can I help?", invitation.Text("text"));

        var answered = await VisitAsync(new { visitor = token, address = page, answer = new { id = invitation.Id(), state = "declined" } });
        Assert.Equal(JsonValueKind.Null, answered.GetProperty("invitation").ValueKind);
        Assert.Equal("declined", (await OnBoardAsync(page)).GetProperty("invitation").Text("state"));
        var again = await Assert.ThrowsAsync<HttpRequestException>(() => Chen.SendAsync(HttpMethod.Post, $"/api/visitors/{visitor.Id()}/invite", new { }));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);

        using var gone = await TellAsync(Site, new { visitor = token, leaves = true }, "https://shop.example");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.DoesNotContain((await Chen.GetAsync("/api/visitors")).GetProperty("visitors").EnumerateArray(), one => one.Id() == visitor.Id());
    }

    [Fact]
    public async Task The_agent_sees_where_the_visitor_was_and_what_they_did()
    {
        var first = await VisitAsync(new { address = "https://shop.example/a", title = "A" });
        var token = first.GetProperty("visitor").Text("token");
        await VisitAsync(new { visitor = token, address = "https://shop.example/b", title = "B" });
        await VisitAsync(new { visitor = token, act = "basket", values = new { sku = "7", price = 99.5, gift = true, more = new { x = 1 } } });
        var text = Customers.Unique("is this right for me");
        await SayAsync("site", token, new { id = "v1", text });
        var id = (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();

        var track = await Li.GetAsync($"/api/conversations/{id}/track");

        var items = track.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal(["A", "B", "basket"], items.Select(item => item.GetProperty("title").GetString() ?? item.Text("act")));
        Assert.Equal(("7", "99.5", "true"), (items[2].GetProperty("values").Text("sku"), items[2].GetProperty("values").Text("price"), items[2].GetProperty("values").Text("gift")));
        Assert.True(track.GetProperty("isPresent").GetBoolean());
    }

    [Fact]
    public async Task A_token_of_nobody_is_a_new_visitor_and_no_other()
    {
        var forged = await VisitAsync(new { visitor = "eyJ2IjoiYSJ9.AAAA" });

        Assert.NotEqual("a", forged.GetProperty("visitor").Id());
    }

    [Theory]
    [InlineData("""{"seen":"x"}""")]
    [InlineData("""{"answer":{"id":"i","state":"maybe"}}""")]
    [InlineData("[]")]
    [InlineData("x")]
    public async Task A_word_that_is_none_is_refused(string body)
    {
        using var answer = await Customers.Http.PostAsync(new Uri(Site + "visit", UriKind.Relative), new StringContent(body));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<JsonElement> OnBoardAsync(string page)
    {
        JsonElement found = default;
        await Eventually.HoldsAsync(async () => (found = (await Chen.GetAsync("/api/visitors")).GetProperty("visitors").EnumerateArray()
            .FirstOrDefault(one => one.GetProperty("page") is { ValueKind: JsonValueKind.Object } open && open.Text("address") == page)).ValueKind == JsonValueKind.Object);
        return found;
    }

    private async Task<JsonElement> VisitAsync(object word)
    {
        using var answer = await TellAsync(Site, word, "https://shop.example");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>As a browser sends it from a page of another origin: plain text, no cookies.</summary>
    private Task<HttpResponseMessage> TellAsync(string at, object word, string origin)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(at + "visit", UriKind.Relative)) { Content = new StringContent(JsonSerializer.Serialize(word), Encoding.UTF8, "text/plain") };
        request.Headers.Add("Origin", origin);
        return Customers.Http.SendAsync(request);
    }

    private async Task<string> SessionAsync(string at)
    {
        using var answer = await Customers.Http.PostAsJsonAsync(new Uri(at + "session", UriKind.Relative), new { });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Text("token");
    }

    private async Task SayAsync(string account, string token, object message)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, $"/webhooks/demo/webchat/{account}", message);
        answer.EnsureSuccessStatusCode();
    }

    private async Task ActAsync(string path, string token, object body)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, path, body);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<JsonElement> ReadAsync(string token)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Get, Site + "messages");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpStatusCode> BringAsync(string token, byte[] content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Shop + "files?name=file", UriKind.Relative)) { Content = new ByteArrayContent(content) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await Customers.Http.SendAsync(request);
        return answer.StatusCode;
    }
}
