using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>Accounts of channels: what a form is told, and what a trial finds.</summary>
public sealed class AccountSpecs(TheSystem system) : Scenario(system)
{
    private static readonly object Mailbox = new { imap_url = "imaps://nowhere.invalid/Support", mail_user = "box", mail_password = "app-password" };

    [Fact]
    public async Task A_mailbox_that_is_only_fetched_from_needs_no_password_of_its_address_and_the_address_lets_nobody_in()
    {
        using var saved = await PutAsync("fetched", Mailbox);
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);

        foreach (var credentials in (string?[])[null, "", ":", "box:app-password"])
        {
            using var mail = new HttpRequestMessage(HttpMethod.Post, new Uri("/webhooks/demo/email-mime/fetched", UriKind.Relative)) { Content = new StringContent("From: a@example.com\r\nTo: b@example.com\r\n\r\nhi") };
            if (credentials is not null) mail.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));
            using var answer = await Omni.Stranger.Http.SendAsync(mail);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Of_two_ways_to_take_mail_in_one_is_enough_and_all_that_is_missing_is_told_at_once()
    {
        Assert.Equal(
            ["from: missing", "imap_url: missingOfOneWay", "mail_password: missing", "mail_user: missing", "basic_auth: missingOfOneWay"],
            await FaultsAsync(new { smtp_url = "smtps://smtp.example.com" }));
        Assert.Equal(["imap_url: notPublic", "smtp_url: notAnAddress"], await FaultsAsync(new { basic_auth = "u:p", imap_url = "imap://127.0.0.1:143", smtp_url = "https://smtp.example.com", mail_user = "u", mail_password = "p", from = "a@example.com" }));
        using var posted = await PutAsync("posted", new { basic_auth = "u:p" });
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);

        var shape = (await Chen.GetAsync("/api/admin/channels")).GetProperty("items").EnumerateArray().First(one => one.Text("name") == "email-mime");
        Assert.Equal(
            ["push: basic_auth", "mailbox: imap_url mail_user mail_password"],
            shape.GetProperty("ways").EnumerateArray().Select(way => $"{way.Text("name")}: {string.Join(' ', way.GetProperty("settings").EnumerateArray().Select(name => name.GetString()))}"));
    }

    [Fact]
    public async Task A_trial_of_a_mailbox_says_what_is_wrong()
    {
        using var saved = await PutAsync("tried", Mailbox);

        var checks = await Chen.SendAsync(HttpMethod.Post, "/api/admin/channels/email-mime/accounts/tried/test", new { });

        Assert.Equal("nameUnknown", checks.GetProperty("items").EnumerateArray().First(check => check.Text("what") == "imap").Text("result"));
    }

    private Task<HttpResponseMessage> PutAsync(string account, object settings) => Chen.Http.PutAsJsonAsync(new Uri($"/api/admin/channels/email-mime/accounts/{account}", UriKind.Relative), new { settings });

    private async Task<IEnumerable<string>> FaultsAsync(object settings)
    {
        using var answer = await PutAsync("faulty", settings);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("errors");
        return errors.EnumerateObject().Select(error => $"{error.Name}: {error.Value[0].GetString()}").OrderBy(text => text.Contains("basic_auth", StringComparison.Ordinal) ? 1 : 0).ThenBy(text => text, StringComparer.Ordinal);
    }
}
