using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>How the queues stand, and who was there.</summary>
public sealed class BoardSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task The_board_shows_who_waits_and_why_nobody_is_free()
    {
        var chen = await SignInAsync(name: Chen, presence: "away");
        await Customer.WriteOnWeChatAsync("lonely-customer", "hello?");

        await chen.Page.Locator(".page-links").GetByText("Queues").ClickAsync();

        var row = chen.Page.Locator("tbody tr").First;
        await row.Locator("td").Nth(1).GetByText("1", new() { Exact = true }).IsSeenAsync();
        await row.GetByText("Everybody is away").IsSeenAsync();
        await chen.Page.ShootAsync("board");
    }

    [Theory]
    [InlineData("en-US", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    public async Task A_supervisor_sets_the_address_by_which_a_directory_knows_an_agent(string locale, ColorScheme scheme)
    {
        var chen = await SignInAsync(locale, Chen, "away", scheme);
        await chen.OpenPageAsync("board");
        await chen.Page.Locator($"[data-sign-in='{Wang}']").ClickAsync();
        var mail = chen.Window.Locator("input[type=email]");

        await mail.FillAsync("no address");
        await mail.PressAsync("Enter");
        await chen.Window.Locator(".notice").IsSeenAsync();
        await mail.FillAsync($"wang.fang-{locale}@company.example");
        await chen.Page.ShootAsync($"window-sign-in-{locale}-{scheme}");
        await mail.PressAsync("Enter");
        await chen.Window.IsAbsentAsync();

        await chen.Page.Locator($"[data-sign-in='{Wang}']").ClickAsync();
        await Assertions.Expect(mail).ToHaveValueAsync($"wang.fang-{locale.ToLowerInvariant()}@company.example");
        await mail.FillAsync("");
        await mail.PressAsync("Enter");
        await chen.Window.IsAbsentAsync();
    }

    [Fact]
    public async Task Attendance_lists_who_was_there_today()
    {
        await SignInAsync();
        var chen = await SignInAsync(name: Chen, presence: "away");

        await chen.Page.Locator(".page-links").GetByText("Attendance").ClickAsync();

        await chen.Page.Locator("tbody tr").Filter(new() { HasText = "Li Na (demo)" }).IsSeenAsync();
        await chen.Page.ShootAsync("attendance");
    }
}
