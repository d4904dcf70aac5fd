using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using OmniFunctions.Access;
using OmniFunctions.Demo;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance.Security;

/// <summary>Signing in with a password and a code. The number is that of the attack in docs/security.md.</summary>
public sealed class SecondFactorSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task T66_whoever_has_a_second_factor_does_not_get_in_with_the_password_alone()
    {
        using var agent = await HireAsync("he.jiu");
        var (key, codes) = await SetUpAsync(agent);
        Assert.Equal(RecoveryCodes.Count, codes.Count);

        Assert.Equal((HttpStatusCode.Unauthorized, "second-factor-needed"), await TryAsync("he.jiu", TheSystem.Password, null));
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await TryAsync("he.jiu", TheSystem.Password, "000000"));
        // Who does not know the password learns nothing of the second factor.
        Assert.Equal((HttpStatusCode.Unauthorized, "not-signed-in"), await TryAsync("he.jiu", "not the password", null));
        Assert.Equal((HttpStatusCode.OK, ""), await TryAsync("he.jiu", TheSystem.Password, NextCode(key)));
    }

    [Fact]
    public async Task T66_a_code_is_good_once()
    {
        using var agent = await HireAsync("lv.shi");
        var (key, codes) = await SetUpAsync(agent);
        var code = NextCode(key);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("lv.shi", TheSystem.Password, code)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync("lv.shi", TheSystem.Password, code)).Status);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("lv.shi", TheSystem.Password, codes[0].ToUpperInvariant())).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TryAsync("lv.shi", TheSystem.Password, codes[0])).Status);
        Assert.Equal(RecoveryCodes.Count - 1, (await agent.GetAsync("/api/second-factor")).GetProperty("codesLeft").GetInt32());
    }

    [Fact]
    public async Task A_key_that_was_not_confirmed_is_asked_of_nobody()
    {
        using var agent = await HireAsync("shi.yi");
        await agent.SendAsync(HttpMethod.Post, "/api/second-factor", new { });
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("shi.yi", TheSystem.Password, null)).Status);
        Assert.False((await agent.GetAsync("/api/second-factor")).GetProperty("isOn").GetBoolean());
    }

    [Fact]
    public async Task Setting_one_up_ends_what_began_with_the_password_alone_and_taking_it_away_takes_a_code()
    {
        using var agent = await HireAsync("zhang.er");
        using var earlier = await Omni.SignInAsync("demo", "zhang.er");
        var (key, _) = await SetUpAsync(agent);
        using var gone = await earlier.Http.GetAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);

        await Assert.ThrowsAsync<HttpRequestException>(() => agent.SendAsync(HttpMethod.Post, "/api/second-factor", new { }));
        await Assert.ThrowsAsync<HttpRequestException>(() => agent.SendAsync(HttpMethod.Post, "/api/second-factor/remove", new { code = "000000" }));
        await agent.SendAsync(HttpMethod.Post, "/api/second-factor/remove", new { code = NextCode(key) });
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("zhang.er", TheSystem.Password, null)).Status);
    }

    [Fact]
    public async Task A_supervisor_takes_it_from_an_agent_who_has_lost_it_and_not_from_themselves()
    {
        using var agent = await HireAsync("kong.san");
        await SetUpAsync(agent);
        using (var own = await Chen.Http.DeleteAsync(new Uri("/api/admin/agents/chen.wei/second-factor", UriKind.Relative))) Assert.Equal(HttpStatusCode.BadRequest, own.StatusCode);
        using (var reset = await Chen.Http.DeleteAsync(new Uri("/api/admin/agents/kong.san/second-factor", UriKind.Relative))) Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        using var gone = await agent.Http.GetAsync(new Uri("/api/session", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Unauthorized, gone.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await TryAsync("kong.san", TheSystem.Password, null)).Status);
    }

    private static async Task<(string Key, IReadOnlyList<string> Codes)> SetUpAsync(DeskClient agent)
    {
        var key = (await agent.SendAsync(HttpMethod.Post, "/api/second-factor", new { })).Text("key");
        // The one before this step, so that those of this step and of the next are left.
        var confirmed = await agent.SendAsync(HttpMethod.Post, "/api/second-factor/confirm", new { code = Authenticator.CodeOf(key, -1) });
        return (key, [.. confirmed.GetProperty("codes").EnumerateArray().Select(code => code.GetString()!)]);
    }

    private static string NextCode(string key) => Authenticator.CodeOf(key, 1);

    private async Task<(HttpStatusCode Status, string Code)> TryAsync(string name, string password, string? code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/session", UriKind.Relative)) { Content = JsonContent.Create(new { tenant = "demo", name, password, code }) };
        request.Headers.Add("X-Omni", "1");
        using var answer = await Customers.Http.SendAsync(request);
        var said = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, said.TryGetProperty("code", out var problem) ? problem.GetString()! : "");
    }

    private Task<DeskClient> HireAsync(string name) => Hiring.HireAsync(Omni, DemoTenant.Id, name);
}
