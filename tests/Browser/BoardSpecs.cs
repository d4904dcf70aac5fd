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
