using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

public sealed class WebchatSpecs(TheSystem system) : Scenario(system)
{
    private const string Messages = "/api/widget/demo/site/messages";

    [Fact]
    public async Task A_visitor_and_an_agent_talk_to_each_other()
    {
        var token = await Customers.VisitAsync();
        var question = Customers.Unique("where is my parcel");
        var answer = Customers.Unique("on its way");
        await Li.SetPresenceAsync("online");
        await using var live = await ConnectAsync(token);
        Assert.Equal("none", (await ReadAsync(token)).GetProperty("state").Text("phase"));

        Assert.Equal(["v1"], await SayAsync(token, "v1", question));
        var conversation = await InPhaseAsync(Li, "mine", question, "offered");
        await Li.AcceptAsync(conversation.Id());
        await Li.ReplyAsync(conversation.Id(), "m1", answer);

        await live.WaitForAsync(push => push.Target == "messages");
        var thread = await ReadAsync(token);
        var items = thread.GetProperty("items").EnumerateArray().ToArray();
        Assert.Equal([("customer", "v1", question), ("agent", "m1", answer)], items.Select(item => (item.Text("from"), item.Id(), item.Text("text"))));
        Assert.Equal("Li Na (demo)", items[1].Text("agentName"));
        Assert.Equal("serving", thread.GetProperty("state").Text("phase"));

        var rest = await ReadAsync(token, items[0].Text("cursor"));
        Assert.Equal("m1", Assert.Single(rest.GetProperty("items").EnumerateArray()).Id());
        Assert.Empty((await ReadAsync(token, thread.Text("cursor"))).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_visitors_page_is_told_whenever_the_conversation_moves_on()
    {
        var token = await Customers.VisitAsync();
        var question = Customers.Unique("anybody there");
        await Li.SetPresenceAsync("online");
        await using var live = await ConnectAsync(token);

        await SayAsync(token, "v1", question);
        await ToldAsync(live, "waiting, then offered", times: 2);
        var id = (await InPhaseAsync(Li, "mine", question, "offered")).Id();
        await Li.AcceptAsync(id);
        await ToldAsync(live, "served");
        await Li.CloseAsync(id);
        await ToldAsync(live, "closed");
        await SayAsync(token, "v2", Customers.Unique("one more thing"));
        await ToldAsync(live, "waiting, then offered again", times: 2);

        static async Task ToldAsync(LiveConnection live, string what, int times = 1)
        {
            for (var time = 0; time < times; time++)
            {
                var told = await Record.ExceptionAsync(() => live.WaitForAsync(push => push.Target == "messages"));
                Assert.True(told is null, $"The page was not told that it is {what}.");
            }
        }
    }

    [Fact]
    public async Task A_message_sent_twice_by_the_page_is_answered_twice_and_kept_once()
    {
        var token = await Customers.VisitAsync();
        var text = Customers.Unique("once");
        Assert.Equal(["v1"], await SayAsync(token, "v1", text));
        Assert.Equal(["v1"], await SayAsync(token, "v1", text));
        await InPhaseAsync(Li, "waiting", text, "waiting");
        Assert.Single((await ReadAsync(token)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task One_visitor_sees_nothing_of_another()
    {
        var text = Customers.Unique("private");
        await SayAsync(await Customers.VisitAsync(), "v1", text);
        await InPhaseAsync(Li, "waiting", text, "waiting");
        Assert.Empty((await ReadAsync(await Customers.VisitAsync())).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task A_token_of_one_site_says_nothing_on_another()
    {
        var token = await Customers.VisitAsync();
        using var elsewhere = await Customers.SendAsVisitorAsync(token, HttpMethod.Get, "/api/widget/other/site/messages");
        Assert.Equal(HttpStatusCode.Unauthorized, elsewhere.StatusCode);
        using var forged = await Customers.SendAsVisitorAsync(token + "x", HttpMethod.Get, Messages);
        Assert.Equal(HttpStatusCode.Unauthorized, forged.StatusCode);
    }

    [Fact]
    public async Task A_visitor_who_comes_back_is_the_same_one()
    {
        var token = await Customers.VisitAsync();
        using var again = await Customers.Http.PostAsJsonAsync(new Uri("/api/widget/demo/site/session", UriKind.Relative), new { visitor = token });
        using var forged = await Customers.Http.PostAsJsonAsync(new Uri("/api/widget/demo/site/session", UriKind.Relative), new { visitor = "eyJ2IjoiYSJ9.AAAA" });
        var first = token.Split('.')[0];
        Assert.Equal(VisitorOf(first), (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Id());
        Assert.NotEqual("a", (await forged.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Id());
    }

    [Theory]
    [InlineData("x")]
    [InlineData("1.2.3.4")]
    [InlineData("-1.5")]
    public async Task A_cursor_that_is_none_is_refused(string cursor)
    {
        using var answer = await Customers.SendAsVisitorAsync(await Customers.VisitAsync(), HttpMethod.Get, $"{Messages}?after={cursor}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private static string VisitorOf(string claims) =>
        JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(claims)).RootElement.Text("v");

    private async Task<string[]> SayAsync(string token, string id, string text)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, "/webhooks/demo/webchat/site", new { id, text, sentAt = DateTimeOffset.UtcNow });
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").EnumerateArray().Select(one => one.GetString()!)];
    }

    private async Task<JsonElement> ReadAsync(string token, string after = "")
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Get, $"{Messages}?after={after}");
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<LiveConnection> ConnectAsync(string token)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, "/api/widget/demo/site/negotiate", new { });
        var where = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return await LiveConnection.OpenAsync(new Uri(where.Text("url")), where.Text("accessToken"));
    }
}
