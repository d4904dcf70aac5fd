using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Demo;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Signing in by a company's directory, honest and not. The tokens are really signed, by an issuer of the tests' own.</summary>
public sealed class ProviderSignInSpecs : Scenario
{
    private static readonly TimeSpan WithinASecond = TimeSpan.FromSeconds(1);

    private readonly FakeIssuer directory;
    private readonly FakeIssuer partner;

    public ProviderSignInSpecs(TheSystem system) : base(system)
    {
        (directory, partner) = (system.Directory, system.Partner);
        directory.Reset();
        partner.Reset();
    }

    [Fact]
    public async Task Who_has_an_account_with_the_verified_mail_signs_in_and_is_known_by_subject_from_then_on()
    {
        await HireAsync("ou.yang", "ou.yang@company.example");
        Is("subject-of-ou", ("email", "Ou.Yang@Company.example"), ("email_verified", true));
        using var first = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await first.SignInAsync());
        Assert.Equal("ou.yang", await first.WhoAsync());

        // The address went to somebody else meanwhile, and the person has another.
        Is("subject-of-ou", ("email", "new.name@company.example"), ("email_verified", true));
        using var again = new ProviderBrowser(Omni.Address);
        await again.SignInAsync();
        Assert.Equal("ou.yang", await again.WhoAsync());

        Is("subject-of-somebody-else", ("email", "ou.yang@company.example"), ("email_verified", true));
        using var other = new ProviderBrowser(Omni.Address);
        Assert.Equal("account-of-another", await other.SignInAsync());
        Assert.Null(await other.WhoAsync());
    }

    [Fact]
    public async Task A_session_by_a_directory_is_a_row_like_the_others_and_ends_by_its_time()
    {
        await HireAsync("si.tu", "si.tu@partner.example");
        Is(partner, "subject-of-si", ("email", "si.tu@partner.example"), ("email_verified", "true"));
        using var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await browser.SignInAsync("partner"));
        var store = Omni.Services.GetRequiredService<SessionStore>();
        var session = Assert.Single(await store.OfAsync(DemoTenant.Id, new AgentId("si.tu")));
        Assert.Equal("partner", session.Provider);
        Assert.InRange(session.EndsAt!.Value - session.BegunAt, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(61));

        var time = new Support.ManualTime(DateTimeOffset.UtcNow);
        var later = new SessionStore(Omni.Services.GetRequiredService<Azure.Data.Tables.TableServiceClient>(), time);
        time.Advance(TimeSpan.FromMinutes(58));
        Assert.True(await later.IsLiveAsync(DemoTenant.Id, session.Agent, session.Id));
        time.Advance(TimeSpan.FromMinutes(3));
        Assert.False(await later.IsLiveAsync(DemoTenant.Id, session.Agent, session.Id));

        Assert.Equal(HttpStatusCode.NoContent, (await Chen.Http.DeleteAsync(new Uri("/api/admin/agents/si.tu/sessions", UriKind.Relative))).StatusCode);
        Assert.Null(await browser.WhoAsync());
    }

    [Fact]
    public async Task Nobody_is_let_in_by_a_mail_that_the_directory_does_not_vouch_for_nor_made_an_account_unasked()
    {
        await HireAsync("shang.guan", "shang.guan@company.example");
        foreach (var verified in (object[])[false, "false", FakeIssuer.Absent])
        {
            Is("subject-of-a-liar", ("email", "shang.guan@company.example"), ("email_verified", verified));
            directory.Lies["email_verified"] = verified;
            using var browser = new ProviderBrowser(Omni.Address);
            Assert.Equal("unknown", await browser.SignInAsync());
            Assert.Null(await browser.WhoAsync());
        }

        Is("subject-of-nobody", ("email", "nobody@company.example"), ("email_verified", true));
        directory.Lies.Clear();
        using var unknown = new ProviderBrowser(Omni.Address);
        Assert.Equal("unknown", await unknown.SignInAsync());
        Is(partner, "subject-elsewhere", ("email", "shang.guan@company.example"), ("email_verified", true));
        Assert.Equal("not-let-in", await unknown.SignInAsync("partner"));
    }

    [Fact]
    public async Task Who_is_disabled_is_told_what_somebody_unknown_is_told()
    {
        await HireAsync("zhu.ge", "zhu.ge@company.example");
        Is("subject-of-zhu", ("email", "zhu.ge@company.example"), ("email_verified", true));
        using var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await browser.SignInAsync());
        await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/zhu.ge", new { isDisabled = true });
        Assert.Null(await browser.WhoAsync());
        Assert.Equal("unknown", await browser.SignInAsync());
        Assert.Null(await browser.WhoAsync());
    }

    [Fact]
    public async Task A_group_makes_an_account_says_what_it_may_and_takes_it_again()
    {
        Is("subject-of-mu", ("email", "mu.rong@company.example"), ("name", "Mu\u202e Rong"), ("groups", (string[])["support", "heads"]));
        using var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await browser.SignInAsync(tenant: TheSystem.MadeByDirectory));
        var session = (await browser.AskAsync("GET", "/api/session")).Body.GetProperty("agent");
        Assert.Equal(("mu.rong", "Mu Rong"), (session.Id(), session.Text("name")));
        Assert.Equal(["agent", "supervisor"], session.GetProperty("roles").EnumerateArray().Select(role => role.GetString()!));

        Is("subject-of-mu", ("email", "mu.rong@company.example"), ("groups", "support"));
        using var later = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await later.SignInAsync(tenant: TheSystem.MadeByDirectory));
        Assert.Equal(HttpStatusCode.Forbidden, (await later.AskAsync("GET", "/api/admin/accounts")).Status);
        // What was begun with the right that was taken has ended.
        Assert.Null(await browser.WhoAsync());

        Is("subject-of-mu", ("email", "mu.rong@company.example"), ("groups", (string[])["canteen"]));
        Assert.Equal("not-let-in", await later.SignInAsync(tenant: TheSystem.MadeByDirectory));
        // A namesake is another.
        Is("subject-of-another-mu", ("email", "mu.rong@company.example.org"), ("groups", "support"));
        using var namesake = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await namesake.SignInAsync(tenant: TheSystem.MadeByDirectory));
        Assert.Matches("^mu\\.rong-[0-9a-f]{12}$", await namesake.WhoAsync());
        // And nobody comes in with the password that they do not have.
        Assert.Equal(HttpStatusCode.Unauthorized, (await namesake.AskAsync("POST", "/api/session", new { tenant = TheSystem.MadeByDirectory, name = "mu.rong", password = "\0" })).Status);
    }

    [Fact]
    public async Task A_supervisor_puts_somebody_down_by_their_subject_and_takes_it_away()
    {
        await HireAsync("gong.sun", null);
        Is("subject-of-gong");
        using var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal("unknown", await browser.SignInAsync());
        await Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/gong.sun/sign-ins/company", new { subject = "subject-of-gong" });
        Assert.Equal("", await browser.SignInAsync());
        Assert.Equal("gong.sun", await browser.WhoAsync());
        Assert.Equal("subject-of-gong", (await Chen.GetAsync("/api/admin/agents/gong.sun/sign-ins")).GetProperty("items")[0].Text("subject"));
        var twice = await Assert.ThrowsAsync<HttpRequestException>(() => Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/li.na/sign-ins/company", new { subject = "subject-of-gong" }));
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        // Copied with a blank, it would let nobody in and say nothing.
        var blank = await Assert.ThrowsAsync<HttpRequestException>(() => Chen.SendAsync(HttpMethod.Put, "/api/admin/agents/li.na/sign-ins/company", new { subject = "subject-of-li " }));
        Assert.Equal(HttpStatusCode.BadRequest, blank.StatusCode);

        await Chen.SendAsync(HttpMethod.Delete, "/api/admin/agents/gong.sun/sign-ins/company", new { });
        Assert.Null(await browser.WhoAsync());
        Assert.Equal("unknown", await browser.SignInAsync());
    }

    [Fact]
    public async Task A_token_that_says_anything_else_than_it_must_is_not_believed()
    {
        await HireAsync("wei.chi", "wei.chi@company.example");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        (string Claim, object Value)[] lies =
        [
            ("nonce", "of another sign-in"), ("nonce", FakeIssuer.Absent), ("iss", partner.Address), ("iss", FakeIssuer.Absent), ("aud", "another-client"), ("aud", FakeIssuer.Absent),
            ("aud", (string[])[FakeIssuer.ClientId, "another-client"]), ("azp", "another-client"), ("exp", now - 300), ("exp", FakeIssuer.Absent), ("iat", now - 3_600), ("iat", FakeIssuer.Absent),
            ("nbf", now + 3_600), ("sub", FakeIssuer.Absent), ("sub", ""),
        ];
        foreach (var (claim, value) in lies)
        {
            Is("subject-of-wei", ("email", "wei.chi@company.example"), ("email_verified", true));
            directory.Lies.Clear();
            directory.Lies[claim] = value;
            using var browser = new ProviderBrowser(Omni.Address);
            Assert.Equal((claim, "not-believed"), (claim, await browser.SignInAsync()));
            Assert.Null(await browser.WhoAsync());
        }

        directory.Lies.Clear();
        foreach (var algorithm in (string[])["none", "HS256"])
        {
            directory.Algorithm = algorithm;
            using var browser = new ProviderBrowser(Omni.Address);
            Assert.Equal((algorithm, "not-believed"), (algorithm, await browser.SignInAsync()));
        }

        directory.Algorithm = "ES256";
        directory.ChangeKey(isPublished: false);
        using var forged = new ProviderBrowser(Omni.Address);
        Assert.Equal("not-believed", await forged.SignInAsync());

        // A clock that is a minute off is no lie, and neither is a new key that is published.
        directory.ChangeKey();
        directory.Lies["iat"] = now + 60;
        directory.Lies["exp"] = now - 60;
        using var honest = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await honest.SignInAsync());
        Assert.Equal("wei.chi", await honest.WhoAsync());
    }

    [Fact]
    public async Task What_was_begun_in_another_browser_is_finished_in_none()
    {
        await HireAsync("chang.sun", "chang.sun@company.example");
        Is("subject-of-chang", ("email", "chang.sun@company.example"), ("email_verified", true));
        using var attacker = new ProviderBrowser(Omni.Address);
        using var victim = new ProviderBrowser(Omni.Address);
        // The victim is led to where the attacker's sign-in would be finished.
        var address = await attacker.ReturnAsync();
        Assert.Equal("not-begun", await victim.FinishAsync(address));
        Assert.Null(await victim.WhoAsync());
        // The victim had begun one of their own.
        await victim.BeginAsync();
        Assert.Equal("not-begun", await victim.FinishAsync(address));
        Assert.Null(await victim.WhoAsync());
        // Without a state, or with none that was drawn.
        await victim.BeginAsync();
        Assert.Equal("not-begun", await victim.FinishAsync(new Uri(Omni.Address, "/api/sign-in/demo/company/finish?code=any")));
        Assert.Equal("", await attacker.FinishAsync(address));
    }

    [Fact]
    public async Task A_return_is_good_once_with_the_cookie_or_without()
    {
        await HireAsync("dong.fang", "dong.fang@company.example");
        Is("subject-of-dong", ("email", "dong.fang@company.example"), ("email_verified", true));
        using var browser = new ProviderBrowser(Omni.Address);
        var address = await browser.ReturnAsync();
        var kept = browser.Cookies("/api/sign-in/demo/company/finish");
        Assert.Equal("", await browser.FinishAsync(address));
        Assert.Equal("not-begun", await browser.FinishAsync(address));
        Assert.DoesNotContain("omni-sign-in", browser.Cookies("/api/sign-in/demo/company/finish"), StringComparison.Ordinal);

        // Whoever kept the cookie as well comes with a code that was used.
        using var thief = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", kept);
        using var answer = await thief.SendAsync(request);
        Assert.Equal("/desk/?sign-in=not-believed", answer.Headers.Location!.OriginalString);
        Assert.DoesNotContain(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [], cookie => cookie.StartsWith("omni=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_one_directory_gives_is_not_shown_to_another()
    {
        Is(partner, "subject-at-the-partner");
        using var browser = new ProviderBrowser(Omni.Address);
        var exchanged = (directory.Exchanges, partner.Exchanges);
        // The partner sends the browser on to the company's return, with a code of its own, or the company's return to the partner's.
        var address = await browser.ReturnAsync("partner");
        await browser.BeginAsync();
        Assert.Equal("not-begun", await browser.FinishAsync(new Uri(address.AbsoluteUri.Replace("/partner/", "/company/", StringComparison.Ordinal))));
        // The cookie of one is not even sent to the other; whoever sends it all the same gets no farther.
        address = await browser.ReturnAsync("partner");
        using var forced = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address.AbsoluteUri.Replace("/partner/", "/company/", StringComparison.Ordinal));
        request.Headers.Add("Cookie", browser.Cookies("/api/sign-in/demo/partner/finish"));
        using var answer = await forced.SendAsync(request);
        Assert.Equal("/desk/?sign-in=not-begun", answer.Headers.Location!.OriginalString);
        // And an answer that names another issuer is believed of none.
        directory.AnswersAs = partner.Address;
        Assert.Equal("not-believed", await browser.SignInAsync());
        address = new Uri((await browser.ReturnAsync()).AbsoluteUri.Split("&iss=")[0]);
        Assert.Equal("not-believed", await browser.FinishAsync(address));
        Assert.Equal(exchanged, (directory.Exchanges, partner.Exchanges));
    }

    [Fact]
    public async Task The_way_back_leads_to_the_desk_and_nowhere_else()
    {
        await HireAsync("he.lian", "he.lian@company.example");
        Is("subject-of-he", ("email", "he.lian@company.example"), ("email_verified", true));
        using var browser = new ProviderBrowser(Omni.Address);
        using (var begun = await browser.Http.PostAsync(new Uri("/api/sign-in/demo/company?redirect_uri=https://evil.example/&returnUrl=//evil.example", UriKind.Relative), null))
            Assert.DoesNotContain("evil", await begun.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var spoofed = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/sign-in/demo/company", UriKind.Relative)))
        {
            spoofed.Headers.Add("X-Forwarded-Host", "evil.example");
            spoofed.Headers.Host = "evil.example";
            using var begun = await browser.Http.SendAsync(spoofed);
            Assert.DoesNotContain("evil", await begun.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        var address = await browser.ReturnAsync();
        Assert.Equal("", await browser.FinishAsync(new Uri(address.AbsoluteUri + "&returnUrl=https://evil.example/&redirect=//evil.example")));
        // Only a page of ours begins one: another site cannot make a browser do it.
        using var foreign = new HttpClient { BaseAddress = Omni.Address };
        using var refused = await foreign.PostAsync(new Uri("/api/sign-in/demo/company", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        using var wrong = await foreign.GetAsync(new Uri("/api/sign-in/demo/company", UriKind.Relative));
        Assert.NotEqual(HttpStatusCode.OK, wrong.StatusCode);
    }

    [Fact]
    public async Task Who_says_no_and_who_is_away_is_told_of_and_nobody_is_signed_in()
    {
        using var browser = new ProviderBrowser(Omni.Address);
        directory.SaysNo = true;
        Assert.Equal("said-no", await browser.SignInAsync());
        directory.SaysNo = false;
        var address = await browser.ReturnAsync();
        directory.IsAway = true;
        Assert.Equal("provider-away", await browser.FinishAsync(address));
        Assert.Null(await browser.WhoAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await browser.AskAsync("POST", "/api/sign-in/demo/none", new { })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.AskAsync("POST", "/api/sign-in/other/company", new { })).Status);
        Assert.Empty((await browser.AskAsync("GET", "/api/sign-in/nobody")).Body.GetProperty("providers").EnumerateArray());
        Assert.Equal(["company", "partner"], (await browser.AskAsync("GET", "/api/sign-in/demo")).Body.GetProperty("providers").EnumerateArray().Select(provider => provider.Id()));
    }

    [Fact]
    public async Task Who_signs_out_is_told_where_to_sign_out_of_the_directory_too()
    {
        await HireAsync("tuo.ba", "tuo.ba@company.example");
        Is("subject-of-tuo", ("email", "tuo.ba@company.example"), ("email_verified", true));
        using var browser = new ProviderBrowser(Omni.Address);
        await browser.SignInAsync();
        var (_, gone) = await browser.AskAsync("DELETE", "/api/session");
        Assert.StartsWith($"{directory.Address}/bye?client_id={FakeIssuer.ClientId}&post_logout_redirect_uri=http", gone.Text("address"), StringComparison.Ordinal);
        Assert.Null(await browser.WhoAsync());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, (await browser.AskAsync("DELETE", "/api/session")).Body.GetProperty("address").ValueKind);
    }

    [Fact]
    public async Task Who_is_signed_out_by_the_directory_is_signed_out_here_within_a_second_open_pages_included()
    {
        await HireAsync("nan.gong", "nan.gong@company.example");
        using var office = await SignedInAsync("subject-of-nan", "nan.gong", "session-1");
        using var home = await SignedInAsync("subject-of-nan", "nan.gong", "session-2");
        await HireAsync("xi.men", "xi.men@company.example");
        using var colleague = await SignedInAsync("subject-of-xi", "xi.men", "session-3");
        await using var page = await ConnectionOf(office);
        await using var colleaguesPage = await ConnectionOf(colleague);

        var said = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, await SayAsync(directory.LogoutToken("subject-of-nan", "session-1")));
        await page.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Null(await office.WhoAsync());
        Assert.True(said.Elapsed < WithinASecond, $"It took {said.ElapsedMilliseconds} ms until the page was closed and its requests were refused.");

        Assert.False(colleaguesPage.Messages.Completion.IsCompleted);
        // Another session of theirs there is another one here, and so is another person.
        Assert.Equal("nan.gong", await home.WhoAsync());
        Assert.Equal("xi.men", await colleague.WhoAsync());
        Assert.Equal(HttpStatusCode.OK, await SayAsync(directory.LogoutToken("subject-of-nan")));
        Assert.Null(await home.WhoAsync());
        Assert.Equal(HttpStatusCode.OK, await SayAsync(directory.LogoutToken(null, "session-3")));
        Assert.Null(await colleague.WhoAsync());
        await colleaguesPage.Messages.Completion.WaitAsync(TimeSpan.FromSeconds(10));
        // Who is signed out already is signed out.
        Assert.Equal(HttpStatusCode.OK, await SayAsync(directory.LogoutToken("subject-of-nan")));
    }

    [Fact]
    public async Task A_word_of_the_directory_counts_once_and_another_than_it_must_be_counts_never()
    {
        await HireAsync("huang.fu", "huang.fu@company.example");
        using var browser = await SignedInAsync("subject-of-huang", "huang.fu", "session-h");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var logout = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new { } };
        (string Claim, object Value)[] lies =
        [
            ("iss", partner.Address), ("aud", "another-client"), ("aud", FakeIssuer.Absent), ("iat", now - 3_600), ("iat", FakeIssuer.Absent), ("iat", now + 600), ("exp", now - 300), ("jti", FakeIssuer.Absent),
            ("jti", ""), ("nonce", "of a sign-in"), ("events", FakeIssuer.Absent), ("events", "http://schemas.openid.net/event/backchannel-logout"), ("events", new { }),
            ("events", new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = "yes" }), ("sub", "subject-of-nobody"),
        ];
        foreach (var (claim, value) in lies)
        {
            directory.Lies.Clear();
            directory.Lies[claim] = value;
            Assert.Equal((claim, claim == "sub" ? HttpStatusCode.OK : HttpStatusCode.BadRequest), (claim, await SayAsync(directory.LogoutToken("subject-of-huang"))));
        }

        directory.Lies.Clear();
        Assert.Equal(HttpStatusCode.BadRequest, await SayAsync(directory.LogoutToken(null)));
        foreach (var algorithm in (string[])["none", "HS256"])
        {
            directory.Algorithm = algorithm;
            Assert.Equal(HttpStatusCode.BadRequest, await SayAsync(directory.LogoutToken("subject-of-huang")));
        }

        directory.Algorithm = "ES256";
        // The partner's word ends nothing that the company let in.
        Assert.Equal(HttpStatusCode.OK, await SayAsync(partner.LogoutToken("subject-of-huang"), "partner"));
        Assert.Equal(HttpStatusCode.BadRequest, await SayAsync(partner.LogoutToken("subject-of-huang")));
        Assert.Equal(HttpStatusCode.NotFound, await SayAsync(directory.LogoutToken("subject-of-huang"), "none"));
        Assert.Equal("huang.fu", await browser.WhoAsync());

        var word = directory.LogoutToken("subject-of-huang");
        Assert.Equal(HttpStatusCode.OK, await SayAsync(word));
        Assert.Null(await browser.WhoAsync());
        using var again = await SignedInAsync("subject-of-huang", "huang.fu", "session-h");
        Assert.Equal(HttpStatusCode.BadRequest, await SayAsync(word));
        Assert.Equal("huang.fu", await again.WhoAsync());
    }

    private async Task<HttpStatusCode> SayAsync(string token, string provider = "company")
    {
        using var directorysOwn = new HttpClient { BaseAddress = Omni.Address };
        using var answer = await directorysOwn.PostAsync(new Uri($"/api/sign-in/demo/{provider}/logout", UriKind.Relative), new FormUrlEncodedContent([new("logout_token", token)]));
        Assert.True(answer.StatusCode == HttpStatusCode.NotFound || answer.Headers.CacheControl!.NoStore);
        return answer.StatusCode;
    }

    private static async Task<LiveConnection> ConnectionOf(ProviderBrowser browser)
    {
        var (_, negotiated) = await browser.AskAsync("POST", "/api/live/negotiate", new { });
        return await LiveConnection.OpenAsync(new Uri(negotiated.Text("url")), negotiated.Text("accessToken"));
    }

    private async Task<ProviderBrowser> SignedInAsync(string subject, string name, string session)
    {
        Is(subject, ("email", $"{name}@company.example"), ("email_verified", true), ("sid", session));
        var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await browser.SignInAsync());
        Assert.Equal(name, await browser.WhoAsync());
        return browser;
    }

    private void Is(string subject, params (string Claim, object Value)[] claims) => Is(directory, subject, claims);

    private static void Is(FakeIssuer issuer, string subject, params (string Claim, object Value)[] claims)
    {
        issuer.Person.Clear();
        issuer.Person["sub"] = subject;
        foreach (var (claim, value) in claims) issuer.Person[claim] = value == FakeIssuer.Absent ? "" : value;
    }

    private Task HireAsync(string name, string? mail) => Hiring.AddAsync(Omni, DemoTenant.Id, name, mail);
}
