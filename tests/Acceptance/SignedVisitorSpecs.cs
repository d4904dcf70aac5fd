using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Users whom the shop's own server has named, and those who only say so.</summary>
public sealed class SignedVisitorSpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_user_sees_one_history_on_two_devices()
    {
        var user = Customers.Unique("user").Replace(' ', '-');
        var phone = await SignInAsync(Proof(user));
        var text = Customers.Unique("from the phone");
        await SayAsync(phone, "v1", text);
        await InPhaseAsync(Li, "waiting", text, "waiting");

        var laptop = await SignInAsync(Proof(user));

        Assert.Equal([text], await TextsAsync(laptop));
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "notSigned")]
    [InlineData("", "incomplete")]
    public async Task A_guessed_user_id_opens_nobody_s_history(string signature, string why)
    {
        var user = Customers.Unique("victim").Replace(' ', '-');
        await SayAsync(await SignInAsync(Proof(user)), "v1", Customers.Unique("private"));

        using var answer = await OpenAsync(new { identity = new { id = user, expiresAt = Soon(), signature } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("identity-refused", why), (problem.Text("code"), problem.Text("detail")));
    }

    [Fact]
    public async Task A_proof_that_is_over_or_of_another_account_is_refused()
    {
        using var over = await OpenAsync(new { identity = Proof("4711", DateTimeOffset.UtcNow.AddSeconds(-1)) });
        using var elsewhere = await OpenAsync(new { identity = Proof("4711", account: "demo/shop") });

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (over.StatusCode, elsewhere.StatusCode));
    }

    [Fact]
    public async Task The_visitor_of_a_user_can_be_guessed_and_that_helps_nobody()
    {
        // Whoever names a user's visitor as their own token is somebody new.
        using var answer = await OpenAsync(new { visitor = "eyJ2IjoidS00NzExIiwiZXhwIjo5OTk5OTk5OTk5fQ.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" });

        Assert.DoesNotContain("4711", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Id(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_nobody_has_signed_is_a_name_and_no_more()
    {
        var guest = await Customers.VisitAsync();
        var text = Customers.Unique("I am the boss");
        using var said = await Customers.SendAsVisitorAsync(guest, HttpMethod.Post, "/webhooks/demo/webchat/site", new { id = "v1", text, name = "Boss" });
        said.EnsureSuccessStatusCode();

        var seen = await InPhaseAsync(Li, "waiting", text, "waiting");

        Assert.Equal("Boss", seen.GetProperty("person").Text("name"));
        Assert.Equal([text], await TextsAsync(guest));
    }

    [Fact]
    public async Task A_guest_who_signs_in_goes_on_in_the_same_conversation()
    {
        var guest = await Customers.VisitAsync();
        var before = Customers.Unique("as a guest");
        await Li.SetPresenceAsync("online");
        await SayAsync(guest, "v1", before);
        var conversation = (await InPhaseAsync(Li, "mine", before, "offered")).Id();
        await Li.AcceptAsync(conversation);

        var user = await SignInAsync(Proof(Customers.Unique("user").Replace(' ', '-')), guest);
        var after = Customers.Unique("signed in");
        await SayAsync(user, "v2", after);

        Assert.Equal(conversation, (await InPhaseAsync(Li, "mine", after, "serving")).Id());
        Assert.Equal([before, after], await TextsAsync(user));
        // The guest's token is not the user's: it sees what the guest wrote and no more.
        Assert.Equal([before], await TextsAsync(guest));
    }

    [Fact]
    public async Task Whoever_signs_in_after_another_user_on_the_same_machine_sees_nothing_of_them()
    {
        var first = await SignInAsync(Proof(Customers.Unique("first").Replace(' ', '-')));
        await SayAsync(first, "v1", Customers.Unique("private"));

        var second = await SignInAsync(Proof(Customers.Unique("second").Replace(' ', '-')), first);

        Assert.Empty(await TextsAsync(second));
    }

    [Fact]
    public async Task A_guest_is_put_down_to_a_user_who_was_here_before()
    {
        var name = Customers.Unique("user").Replace(' ', '-');
        var earlier = Customers.Unique("last week");
        await SayAsync(await SignInAsync(Proof(name)), "v1", earlier);
        await InPhaseAsync(Li, "waiting", earlier, "waiting");
        var guest = await Customers.VisitAsync();
        var now = Customers.Unique("as a guest");
        await SayAsync(guest, "v1", now);
        await InPhaseAsync(Li, "waiting", now, "waiting");

        var user = await SignInAsync(Proof(name), guest);

        Assert.Contains(earlier, await TextsAsync(user));
        var person = (await InPhaseAsync(Li, "waiting", earlier, "waiting")).GetProperty("person").Id();
        Assert.Equal(2, (await Li.GetAsync($"/api/people/{person}")).GetProperty("identities").GetArrayLength());
    }

    /// <summary>As the shop's server makes it, from the guide alone.</summary>
    private static object Proof(string user, DateTimeOffset? until = null, string account = "demo/site")
    {
        var expiresAt = (until ?? DateTimeOffset.UtcNow.AddMinutes(10)).ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"omnifunctions-visitor-v1\n{account}\n{user}\n{expiresAt}");
        var secret = DemoSettings.Account("webchat", "site")["identity_secret"];
        return new { id = user, expiresAt, signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text))) };
    }

    private static long Soon() => DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds();

    private Task<HttpResponseMessage> OpenAsync(object body) => Customers.Http.PostAsJsonAsync(new Uri("/api/widget/demo/site/session", UriKind.Relative), body);

    private async Task<string> SignInAsync(object identity, string? visitor = null)
    {
        using var answer = await OpenAsync(new { visitor, identity });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").Text("token");
    }

    private async Task SayAsync(string token, string id, string text)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Post, "/webhooks/demo/webchat/site", new { id, text, sentAt = DateTimeOffset.UtcNow });
        answer.EnsureSuccessStatusCode();
    }

    private async Task<string[]> TextsAsync(string token)
    {
        using var answer = await Customers.SendAsVisitorAsync(token, HttpMethod.Get, "/api/widget/demo/site/messages");
        answer.EnsureSuccessStatusCode();
        return [.. (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items").EnumerateArray().Where(item => item.Text("from") == "customer").Select(item => item.Text("text"))];
    }
}
