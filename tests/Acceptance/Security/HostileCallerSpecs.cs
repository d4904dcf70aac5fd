using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using OmniFunctions.Access;
using OmniFunctions.Demo;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Callers who ask for what is not theirs. The number is that of the attack in docs/security.md.</summary>
public sealed class HostileCallerSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task T42_whoever_may_not_see_a_conversation_is_told_what_is_told_of_one_that_does_not_exist()
    {
        var id = await WaitingAsync();
        foreach (var rest in (string[])["", "/events", "/timers", "/explanations", "/history-summary", "/reply-rules", "/files/none"])
        {
            using var theirs = await Omni.Stranger.Http.GetAsync(new Uri($"/api/conversations/{id}{rest}", UriKind.Relative));
            using var nobodys = await Omni.Stranger.Http.GetAsync(new Uri($"/api/conversations/{new string('0', id.Length - 2)}-9{rest}", UriKind.Relative));
            Assert.Equal((nobodys.StatusCode, await nobodys.Content.ReadAsStringAsync()), (theirs.StatusCode, await theirs.Content.ReadAsStringAsync()));
            Assert.Equal(HttpStatusCode.NotFound, theirs.StatusCode);
        }
    }

    [Fact]
    public async Task T43_no_header_query_body_or_cursor_makes_anybody_of_another_tenant()
    {
        var id = await WaitingAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/conversations/{id}?tenant=demo&tenantId=demo", UriKind.Relative));
        foreach (var header in (string[])["X-Tenant", "X-Tenant-Id", "X-MS-CLIENT-PRINCIPAL-ID", "X-Omni-Tenant"]) request.Headers.Add(header, "demo");
        using var answer = await Omni.Stranger.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);

        var ours = (await Chen.GetAsync("/api/admin/conversations?limit=1")).Text("cursor");
        var theirs = await Omni.Stranger.GetAsync($"/api/admin/conversations?cursor={Uri.EscapeDataString(ours)}");
        Assert.DoesNotContain(id, theirs.ToString(), StringComparison.Ordinal);

        var negotiated = await Omni.Stranger.SendAsync(HttpMethod.Post, "/api/live/negotiate?tenant=demo&userId=demo:li.na", new { tenant = "demo", userId = "demo:li.na" });
        Assert.Equal("other:zhao.min", ClaimsOf(negotiated.Text("accessToken")).Text("nameid"));
    }

    [Fact]
    public async Task T44_what_may_not_be_seen_is_not_changed_by_another_path_either()
    {
        var (theirs, ours) = (await WaitingAsync(), await WaitingAsync());
        using var merge = await SendAsync(Omni.Stranger.Http, HttpMethod.Post, $"/api/conversations/{theirs}/merge", new { into = ours });
        Assert.Equal(HttpStatusCode.NotFound, merge.StatusCode);
        using var into = await SendAsync(Li.Http, HttpMethod.Post, $"/api/conversations/{ours}/merge", new { into = "00000000000000000000000000a-1" });
        Assert.Equal("conversationUnknown", (await into.Content.ReadFromJsonAsync<JsonElement>()).Text("reason"));
        foreach (var action in (string[])["watch", "whispers", "barge", "take-over"])
        {
            using var answer = await SendAsync(Li.Http, HttpMethod.Post, $"/api/conversations/{ours}/{action}", new { messageId = "w1", text = "listen" });
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public async Task T48_an_agent_is_told_the_length_of_their_own_lines_alone()
    {
        using var ofOneQueue = await Hiring.HireAsync(Omni, DemoTenant.Id, "shen.tu", "after-sales");

        Assert.Equal(["after-sales"], await QueuesAsync(ofOneQueue));
        Assert.Equal(["after-sales", "sales", "service"], await QueuesAsync(Chen));

        static async Task<string[]> QueuesAsync(DeskClient caller) =>
            [.. (await caller.GetAsync("/api/queues")).GetProperty("queues").EnumerateArray().Select(queue => queue.GetProperty("queue").Id()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task T46_a_request_with_members_it_does_not_have_is_refused_and_changes_nothing()
    {
        var before = await Chen.GetAsync("/api/admin/agents/li.na");
        foreach (var member in new[] { "id", "tenant", "passwordHash", "isSupervisor" })
        {
            using var refused = await SendAsync(Chen.Http, HttpMethod.Put, "/api/admin/agents/li.na", new Dictionary<string, object> { ["capacity"] = 7, [member] = "chen.wei" });
            await RefusedAsync(refused, member);
        }

        using (var presence = await SendAsync(Li.Http, HttpMethod.Put, "/api/presence", new { presence = "offline", roles = new[] { "supervisor" }, agent = "chen.wei", capacity = 200 }))
            await RefusedAsync(presence, "roles");
        Assert.Equal(before.ToString(), (await Chen.GetAsync("/api/admin/agents/li.na")).ToString());
        using var again = await Omni.SignInAsync("demo", "li.na");
        Assert.Equal(["agent"], (await again.GetAsync("/api/session")).GetProperty("agent").GetProperty("roles").EnumerateArray().Select(role => role.GetString()));

        static async Task RefusedAsync(HttpResponseMessage answer, string member)
        {
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(member, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task T47_notes_and_whispers_reach_nobody_they_are_not_for()
    {
        var visitor = await Customers.VisitAsync();
        var text = Customers.Unique("what do they say of me");
        using (var said = await Customers.SendAsVisitorAsync(visitor, HttpMethod.Post, "/webhooks/demo/webchat/site", new { id = "v1", text, sentAt = DateTimeOffset.UtcNow }))
            said.EnsureSuccessStatusCode();
        await Li.SetPresenceAsync("online");
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        var (note, whisper) = (Customers.Unique("a note"), Customers.Unique("a whisper"));
        await Li.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/notes", new { messageId = "n1", text = note });
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/watch", new { });
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/whispers", new { messageId = "w1", text = whisper });

        using var page = await Customers.SendAsVisitorAsync(visitor, HttpMethod.Get, "/api/widget/demo/site/messages");
        var thread = await page.Content.ReadAsStringAsync();
        Assert.DoesNotContain(note, thread, StringComparison.Ordinal);
        Assert.DoesNotContain(whisper, thread, StringComparison.Ordinal);
        Assert.Contains(whisper, string.Join('\n', await Li.EntriesAsync(id)), StringComparison.Ordinal);
        Assert.DoesNotContain(whisper, string.Join('\n', await Wang.EntriesAsync(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T47_no_answer_to_anybody_has_a_password_or_its_hash_in_it()
    {
        foreach (var path in (string[])["/api/session", "/api/agents", "/api/admin/agents/li.na", "/api/sessions", "/api/admin/agents/li.na/sessions", "/api/admin/accounts"])
        {
            var said = (await Chen.GetAsync(path)).ToString();
            Assert.DoesNotContain("password", said, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("AQAAAA", said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/runtime/webhooks/durabletask/instances")]
    [InlineData("/runtime/webhooks/signalr")]
    [InlineData("/admin/host/status")]
    [InlineData("/admin/functions")]
    [InlineData("/admin/functions/PushInsights")]
    [InlineData("/api/admin/host")]
    [InlineData("/cron")]
    [InlineData("/.env")]
    [InlineData("/local.settings.json")]
    [InlineData("/swagger/v1/swagger.json")]
    public async Task T49_what_is_for_operators_is_not_there_for_others(string path)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
        {
            using var answer = await SendAsync(Customers.Http, method, path, new { });
            Assert.Contains(answer.StatusCode, (HttpStatusCode[])[HttpStatusCode.NotFound, HttpStatusCode.Unauthorized, HttpStatusCode.MethodNotAllowed]);
        }
    }

    [Theory]
    [InlineData("/metrics")]
    [InlineData("/statistics")]
    public async Task T49_figures_of_the_process_are_for_this_machine_and_not_for_what_a_proxy_forwards(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await Customers.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task T49_health_says_one_word()
    {
        foreach (var path in (string[])["/health/live", "/health/ready"])
            Assert.Equal(["status"], (await Customers.Http.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative))).EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public async Task T50_a_supervisor_who_listens_or_takes_over_stands_in_the_record_that_the_agent_reads()
    {
        await Li.SetPresenceAsync("online");
        var text = Customers.Unique("who is listening");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        var id = (await InPhaseAsync(Li, "mine", text, "offered")).Id();
        await Li.AcceptAsync(id);
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/watch", new { });
        Assert.Contains((await Li.GetAsync($"/api/conversations/{id}")).GetProperty("participants").EnumerateArray(), one => one.GetProperty("agent").Id() == "chen.wei" && one.Text("role") == "watching");
        await Chen.SendAsync(HttpMethod.Post, $"/api/conversations/{id}/take-over", new { reason = "to see" });

        var entries = await Li.EntriesAsync(id);
        Assert.Contains(entries, entry => entry.Type() == "participantJoined" && entry.GetProperty("by").Id() == "chen.wei");
        Assert.Contains(entries, entry => entry.Type() == "takenOver" && entry.GetProperty("by").Id() == "chen.wei" && entry.Text("reason") == "to see");
    }

    [Fact]
    public void T61_nothing_is_changed_by_a_get_and_the_cookie_is_for_our_own_pages()
    {
        // A cookie goes along with every request of our own site's pages only (SameSite), and what changes something is asked with another method (below).
        foreach (var function in new HttpFunctions().All.Where(function => function.Requires.UsesCookie && function.Methods.Contains("get")))
            Assert.Equal(["get"], function.Methods);
    }

    [Fact]
    public async Task T61_what_another_site_makes_a_browser_send_is_refused()
    {
        foreach (var function in new HttpFunctions().All.Where(function => function.Requires.UsesCookie))
        {
            var route = "/" + System.Text.RegularExpressions.Regex.Replace(function.Route.TrimStart('/'), @"\{\w+\}", "none");
            foreach (var method in function.Methods.Where(method => method is not ("get" or "head" or "options")))
            {
                using var forged = await ForgeAsync(method, route, isMarked: false, "application/json");
                Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
                Assert.Contains("X-Omni", await FaultsAsync(forged));
                if (function.Requires.TakesFile) continue;
                using var form = await ForgeAsync(method, route, isMarked: true, "text/plain");
                Assert.Contains("Content-Type", await FaultsAsync(form));
            }
        }
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("https://shop.example.evil.example")]
    [InlineData("http://127.0.0.1.evil.example")]
    public async Task T62_no_answer_lets_another_origin_read_it(string origin)
    {
        foreach (var path in (string[])["/api/session", "/api/conversations?view=mine", "/api/widget/demo/site/messages", "/webhooks/demo/webchat/site", "/openapi/v1.json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(path, UriKind.Relative));
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "GET");
            using var asked = await Customers.Http.SendAsync(request);
            using var read = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            read.Headers.Add("Origin", origin);
            using var got = await Li.Http.SendAsync(read);
            Assert.All(new[] { asked, got }, answer => Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"), $"{path} allows {origin}"));
            Assert.All(new[] { asked, got }, answer => Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials")));
        }
    }

    [Fact]
    public async Task T63_a_sign_in_that_fails_says_the_same_whoever_it_was_for()
    {
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (tenant, name) in (ValueTuple<string, string>[])[("demo", "li.na"), ("demo", "nobody.of.this.name"), ("no-such-tenant", "li.na"), ("demo/../other", "li.na")])
        {
            using var answer = await SendAsync(Customers.Http, HttpMethod.Post, "/api/session", new { tenant, name, password = "not the password" });
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }

        Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Unauthorized, answers[0].Item1);
    }

    [Fact]
    public async Task T63_ids_of_visitors_are_drawn_and_too_long_to_guess()
    {
        var ids = new HashSet<string>();
        for (var i = 0; i < 20; i++) ids.Add(ClaimsOf("." + await Customers.VisitAsync()).Text("v"));
        Assert.Equal(20, ids.Count);
        Assert.All(ids, id => Assert.Equal(32, id.Length));
    }

    [Fact]
    public async Task T65_a_cookie_or_a_token_that_we_did_not_give_is_nobodys()
    {
        foreach (var cookie in (string[])["omni=", "omni=demo%3Ali.na", "omni=" + Convert.ToBase64String(Encoding.UTF8.GetBytes("{\"tenant\":\"demo\",\"agent\":\"chen.wei\"}")), "omni=" + new string('A', 400)])
        {
            using var handler = new SocketsHttpHandler { UseCookies = false };
            using var http = new HttpClient(handler) { BaseAddress = Omni.Address };
            http.DefaultRequestHeaders.Add("Cookie", cookie);
            using var answer = await http.GetAsync(new Uri("/api/session", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Theory]
    [InlineData("note.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>")]
    [InlineData("note.html", "<!doctype html><script>alert(1)</script>")]
    [InlineData("picture.gif", "GIF89a/*<script>alert(1)</script>*/=1;")]
    [InlineData("paper.pdf", "%PDF-1.7\n<html><script>alert(1)</script></html>")]
    [InlineData("feed.xml", "<?xml version='1.0'?><x xmlns:h='http://www.w3.org/1999/xhtml'><h:script>alert(1)</h:script></x>")]
    public async Task T21_T26_a_file_is_handed_over_to_be_kept_and_never_to_be_run(string name, string content)
    {
        var id = await WaitingAsync();
        using var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        bytes.Headers.ContentType = new MediaTypeHeaderValue("image/svg+xml");
        using var kept = await Li.Http.PostAsync(new Uri($"/api/conversations/{id}/files?name={name}", UriKind.Relative), bytes);
        var file = await kept.Content.ReadFromJsonAsync<JsonElement>();

        using var answer = await Li.Http.GetAsync(new Uri($"/api/conversations/{id}/files/{file.Id()}", UriKind.Relative));

        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["default-src 'none'; sandbox"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain(answer.Content.Headers.ContentType!.MediaType, (string[])["image/svg+xml", "text/html", "application/xhtml+xml", "text/xml", "application/xml"]);
    }

    [Fact]
    public async Task T24_a_picture_that_is_brought_says_no_more_where_it_was_taken()
    {
        byte[] place = [0xFF, 0xE1, 0, 25, .. "Exif\0\052.5163N 13.3777E"u8];
        byte[] picture = [0xFF, 0xDA, 0, 2, 0x11, 0xFF, 0xD9];
        var id = await WaitingAsync();
        using var bytes = new ByteArrayContent([0xFF, 0xD8, .. place, .. picture]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        using var kept = await Li.Http.PostAsync(new Uri($"/api/conversations/{id}/files?name=home.jpg", UriKind.Relative), bytes);
        var file = await kept.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal([0xFF, 0xD8, .. picture], await Li.Http.GetByteArrayAsync(new Uri($"/api/conversations/{id}/files/{file.Id()}", UriKind.Relative)));
    }

    [Theory]
    [InlineData("/api/session")]
    [InlineData("/api/conversations?view=mine")]
    [InlineData("/api/conversations/none")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    public async Task T25_T26_an_answer_is_no_page_and_stands_in_no_frame(string path)
    {
        using var answer = await Li.Http.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal([AnswerHeaders.ContentPolicy], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Opener-Policy"));
    }

    private static async Task<IEnumerable<string>> FaultsAsync(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors").EnumerateObject().Select(fault => fault.Name);

    private async Task<HttpResponseMessage> ForgeAsync(string method, string route, bool isMarked, string contentType)
    {
        // With the cookie of somebody signed in, as a browser would send it.
        using var request = new HttpRequestMessage(HttpMethod.Parse(method), new Uri(route, UriKind.Relative)) { Content = new StringContent("{}", Encoding.UTF8, contentType) };
        request.Headers.Add("Origin", "https://evil.example");
        if (isMarked) request.Headers.Add("X-Omni", "1");
        return await Customers.Http.SendAsync(request);
    }

    private async Task<string> WaitingAsync()
    {
        var text = Customers.Unique("not yours");
        await Customers.TelegramAsync(Customers.NextMessageId(), text);
        return (await InPhaseAsync(Li, "waiting", text, "waiting")).Id();
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = method == HttpMethod.Get ? null : JsonContent.Create(body) };
        if (!http.DefaultRequestHeaders.Contains("X-Omni")) request.Headers.Add("X-Omni", "1");
        return await http.SendAsync(request);
    }

    /// <summary>What a token of ours says, without asking whether it is one.</summary>
    private static JsonElement ClaimsOf(string token) => JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[1])).RootElement;
}
