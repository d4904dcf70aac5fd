using System.Net;
using OmniFunctions.Access;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>A second factor as a duty, and what a directory's word on one is worth. The number is that of the attack in docs/security.md.</summary>
public sealed class FactorDutySpecs : Scenario
{
    private static readonly TenantId Strict = new(TheSystem.Strict);
    private static readonly string[] Closed = ["/api/session", "/api/conversations?view=mine", "/api/agents", "/api/sessions", "/api/admin/accounts", "/api/search?q=any"];

    private readonly FakeIssuer directory;

    public FactorDutySpecs(TheSystem system) : base(system)
    {
        directory = system.Directory;
        directory.Reset();
    }

    [Fact]
    public async Task T66_whoever_owes_a_second_factor_sets_one_up_before_anything_else()
    {
        await Hiring.AddAsync(Omni, Strict, "liu.yi", roles: AgentRole.Supervisor);
        using var browser = new ProviderBrowser(Omni.Address);
        Assert.Equal((HttpStatusCode.Forbidden, "second-factor-duty"), await SignInAsync(browser, "liu.yi"));
        foreach (var path in Closed) Assert.Equal((path, HttpStatusCode.Forbidden, "second-factor-duty"), await CodeAsync(browser, path));
        var (status, _) = await browser.AskAsync("POST", "/api/live/negotiate", new { });
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.AskAsync("PUT", "/api/presence", new { presence = "online" })).Status);
        Assert.True((await browser.AskAsync("GET", "/api/second-factor")).Body.GetProperty("isDuty").GetBoolean());

        var key = await SetUpAsync(browser);

        Assert.Equal("liu.yi", await browser.WhoAsync());
        Assert.Equal(HttpStatusCode.Conflict, (await browser.AskAsync("POST", "/api/second-factor/remove", new { code = Authenticator.CodeOf(key, 0) })).Status);
        using var next = new ProviderBrowser(Omni.Address);
        Assert.Equal((HttpStatusCode.Unauthorized, "second-factor-needed"), await SignInAsync(next, "liu.yi"));
        Assert.Equal((HttpStatusCode.OK, ""), await SignInAsync(next, "liu.yi", Authenticator.CodeOf(key, 0)));
        Assert.Equal("liu.yi", await next.WhoAsync());
    }

    [Fact]
    public async Task A_code_that_is_none_opens_nothing_and_guesses_are_counted()
    {
        await Hiring.AddAsync(Omni, Strict, "guan.er");
        using var browser = new ProviderBrowser(Omni.Address);
        await SignInAsync(browser, "guan.er");
        Assert.Equal(HttpStatusCode.Conflict, (await browser.AskAsync("POST", "/api/second-factor/confirm", new { code = "000000" })).Status);
        await browser.AskAsync("POST", "/api/second-factor", new { });
        Assert.Equal(HttpStatusCode.Conflict, (await browser.AskAsync("POST", "/api/second-factor/show", new { code = "000000" })).Status);
        Assert.Null(await browser.WhoAsync());
        for (var i = 1; i < SignInLimits.MaxFailuresPerAccount; i++) await browser.AskAsync("POST", "/api/second-factor/show", new { code = "000000" });
        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.AskAsync("POST", "/api/second-factor/show", new { code = "000000" })).Status);
    }

    [Fact]
    public async Task A_duty_of_supervisors_is_none_of_agents_until_they_become_one()
    {
        var tenant = new TenantId(TheSystem.StrictAbove);
        await Hiring.AddAsync(Omni, tenant, "zhang.san");
        await Hiring.AddAsync(Omni, tenant, "zhao.si", roles: [AgentRole.Agent, AgentRole.Supervisor]);
        using var agent = new ProviderBrowser(Omni.Address);
        using var supervisor = new ProviderBrowser(Omni.Address);
        Assert.Equal((HttpStatusCode.OK, ""), await SignInAsync(agent, "zhang.san", tenant: tenant));
        Assert.Equal((HttpStatusCode.Forbidden, "second-factor-duty"), await SignInAsync(supervisor, "zhao.si", tenant: tenant));
        await SetUpAsync(supervisor);

        Assert.Equal(HttpStatusCode.OK, (await supervisor.AskAsync("PUT", "/api/admin/agents/zhang.san", new { roles = new[] { "agent", "supervisor" } })).Status);

        Assert.Null(await agent.WhoAsync());
        Assert.Equal((HttpStatusCode.Forbidden, "second-factor-duty"), await SignInAsync(agent, "zhang.san", tenant: tenant));
    }

    [Fact]
    public async Task A_factor_that_a_supervisor_took_is_set_up_anew_before_anything_else()
    {
        await Hiring.AddAsync(Omni, Strict, "huang.wu", roles: AgentRole.Supervisor);
        await Hiring.AddAsync(Omni, Strict, "ma.liu");
        using var supervisor = new ProviderBrowser(Omni.Address);
        using var agent = new ProviderBrowser(Omni.Address);
        await SignInAsync(supervisor, "huang.wu");
        await SetUpAsync(supervisor);
        await SignInAsync(agent, "ma.liu");
        await SetUpAsync(agent);

        Assert.Equal(HttpStatusCode.NoContent, (await supervisor.AskAsync("DELETE", "/api/admin/agents/ma.liu/second-factor")).Status);

        Assert.Null(await agent.WhoAsync());
        Assert.Equal((HttpStatusCode.Forbidden, "second-factor-duty"), await SignInAsync(agent, "ma.liu"));
        Assert.Null(await agent.WhoAsync());
        await SetUpAsync(agent);
        Assert.Equal("ma.liu", await agent.WhoAsync());
    }

    [Fact]
    public async Task A_directory_that_is_believed_on_it_vouches_for_the_factor_and_otherwise_ones_own_is_shown()
    {
        await Hiring.AddAsync(Omni, Strict, "wei.qi", "wei.qi@company.example");
        var claims = new Dictionary<string, object> { ["sub"] = "subject-of-wei-qi", ["email"] = "wei.qi@company.example", ["email_verified"] = true };
        using var vouched = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await ByDirectoryAsync(vouched, [.. claims, new("amr", (string[])["pwd", "mfa"])]));
        Assert.Equal("wei.qi", await vouched.WhoAsync());

        using var weak = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await ByDirectoryAsync(weak, [.. claims, new("amr", (string[])["pwd"])]));
        Assert.Equal(("/api/session", HttpStatusCode.Forbidden, "second-factor-duty"), await CodeAsync(weak, "/api/session"));
        var key = await SetUpAsync(weak);
        Assert.Equal("wei.qi", await weak.WhoAsync());

        // The person has one of their own now: it is owed whichever way they come, unless the directory has seen one.
        using var owing = new ProviderBrowser(Omni.Address);
        Assert.Equal("", await ByDirectoryAsync(owing, claims));
        foreach (var path in Closed) Assert.Equal((path, HttpStatusCode.Forbidden, "second-factor-owed"), await CodeAsync(owing, path));
        Assert.Equal(HttpStatusCode.Conflict, (await owing.AskAsync("POST", "/api/second-factor", new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await owing.AskAsync("POST", "/api/second-factor/remove", new { code = Authenticator.CodeOf(key, 0) })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await owing.AskAsync("POST", "/api/second-factor/show", new { code = Authenticator.CodeOf(key, 0) })).Status);
        Assert.Equal("wei.qi", await owing.WhoAsync());
    }

    [Theory]
    [InlineData("all")]
    [InlineData("2")]
    public void A_duty_that_is_none_of_the_three_keeps_the_program_from_starting(string word)
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager { [SecondFactorDuties.Setting] = word, [SecondFactorDuties.Section + ":acme"] = "some" };
        var refusal = Assert.Throws<InvalidOperationException>(() => new SecondFactorDuties(settings));
        Assert.Contains($"{SecondFactorDuties.Setting} is '{word}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{SecondFactorDuties.Section}:acme is 'some'", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string> ByDirectoryAsync(ProviderBrowser browser, IEnumerable<KeyValuePair<string, object>> claims)
    {
        directory.Person.Clear();
        foreach (var (claim, value) in claims) directory.Person[claim] = value;
        return await browser.SignInAsync(tenant: TheSystem.Strict);
    }

    private static async Task<(HttpStatusCode Status, string Code)> SignInAsync(ProviderBrowser browser, string name, string? code = null, TenantId? tenant = null)
    {
        var (status, body) = await browser.AskAsync("POST", "/api/session", new { tenant = (tenant ?? Strict).Value, name, password = TheSystem.Password, code });
        return (status, body.TryGetProperty("code", out var problem) ? problem.GetString()! : "");
    }

    private static async Task<(string Path, HttpStatusCode Status, string Code)> CodeAsync(ProviderBrowser browser, string path)
    {
        var (status, body) = await browser.AskAsync("GET", path);
        return (path, status, body.TryGetProperty("code", out var problem) ? problem.GetString()! : "");
    }

    /// <returns>The key. The code of the step before is used up, so that those of this step and the next are left.</returns>
    private static async Task<string> SetUpAsync(ProviderBrowser browser)
    {
        var key = (await browser.AskAsync("POST", "/api/second-factor", new { })).Body.Text("key");
        Assert.Equal(HttpStatusCode.OK, (await browser.AskAsync("POST", "/api/second-factor/confirm", new { code = Authenticator.CodeOf(key, -1) })).Status);
        return key;
    }
}
