using System.Text.Json;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Signing in by a company's directory in a real browser: the directory is another site, as it is in life, so that what cookies are sent back is the browser's own rule.</summary>
public sealed class ProviderSignInSpecs(SharedSystem shared) : OwnSystemSpec(shared)
{
    private FakeIssuer directory = null!;

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Omni:SignInProviders:0"] = JsonSerializer.Serialize(new
        {
            tenant = "demo",
            id = "company",
            name = "Acme",
            issuer = directory.Address,
            clientId = FakeIssuer.ClientId,
            clientSecret = FakeIssuer.ClientSecret,
            mailsAreVerified = true,
            makesAccounts = true,
            signsOutThere = true,
            rules = new[] { new { group = "support", roles = new[] { "agent" }, queues = new[] { "service" } } },
        }),
    };

    [Fact]
    public async Task Somebody_signs_in_by_the_directory_is_told_when_it_lets_nobody_in_and_signs_out_of_both()
    {
        directory.ShowsPage = true;
        directory.Person["sub"] = "subject-of-bai";
        directory.Person["email"] = "bai.he@acme.example";
        directory.Person["name"] = "Bai He";
        directory.Person["groups"] = (string[])["canteen"];
        var page = await OpenAsync("/desk/", "en-US");
        await page.Locator("input[name=tenant]").FillAsync("demo");
        await page.Locator("input[name=name]").FocusAsync();
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Acme" });
        await button.IsSeenAsync();
        await page.ShootAsync("sign-in-directory");

        await button.ClickAsync();
        await page.Locator("#go").ClickAsync();
        await page.GetByText("You may not sign in to this desk").IsSeenAsync();
        Assert.EndsWith("/desk/", page.Url, StringComparison.Ordinal);
        await page.ShootAsync("sign-in-directory-refused");

        directory.Person["groups"] = (string[])["support"];
        // The tenant is remembered from the first time.
        await button.ClickAsync();
        await page.Locator("#go").ClickAsync();
        var desk = new AgentDesk(page);
        await desk.Presence.IsSeenAsync();
        await page.Locator(".top .me").GetByText("Bai He").IsSeenAsync();
        await desk.SetPresenceAsync("online");

        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await page.GetByText("Signed out of the directory.").IsSeenAsync();
        await page.GotoAsync("/desk/");
        await page.Locator("input[name=tenant]").IsSeenAsync();
    }

    [Fact]
    public async Task A_supervisor_puts_an_agent_down_by_the_id_that_the_directory_knows_them_by()
    {
        var chen = await SignInAsync(name: Chen, presence: "away");
        await chen.Page.Locator(".page-links").GetByText("Queues").ClickAsync();
        await PutDownAsync(chen, Li, " subject-of-li ");
        await chen.Window.IsAbsentAsync();
        // A person is one agent alone.
        await PutDownAsync(chen, Wang, "subject-of-li");
        await chen.Window.GetByText("is put down already").IsSeenAsync();
        await chen.Page.ShootAsync("put-down-by-subject");

        directory.Person["sub"] = "subject-of-li";
        directory.Person["groups"] = (string[])["support"];
        var page = await OpenAsync("/desk/", "en-US");
        await page.Locator("input[name=tenant]").FillAsync("demo");
        await page.Locator("input[name=name]").FocusAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with Acme" }).ClickAsync();
        await page.Locator(".top .me").GetByText("Li Na").IsSeenAsync();
    }

    private static async Task PutDownAsync(AgentDesk desk, string agent, string subject)
    {
        await desk.Page.Locator($"[data-sign-in='{agent}']").ClickAsync();
        await desk.Window.Locator(".subject input").FillAsync(subject);
        await desk.Window.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
    }

    [Fact]
    public async Task A_return_that_was_begun_elsewhere_says_so_in_the_readers_language()
    {
        var page = await OpenAsync("/api/sign-in/demo/company/finish?code=any&state=any", "zh-CN");
        await page.GetByText("这次登录不是在本窗口开始的").IsSeenAsync();
        await page.GotoAsync("/desk/?sign-in=%3Cimg%20src%3Dx%3E");
        await page.GetByText("登录没有成功").IsSeenAsync();
    }

    protected override async Task<LiveSystem> EnterAsync()
    {
        directory = await FakeIssuer.StartAsync();
        return await base.EnterAsync();
    }

    protected override async Task LeaveAsync()
    {
        await base.LeaveAsync();
        await directory.DisposeAsync();
    }
}
