namespace OmniFunctions.Tests.Browser;

/// <summary>Why a conversation came to whom it came, and that asking again gives the same answer.</summary>
public sealed class WhySpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task Every_candidate_is_shown_and_the_decision_is_the_same_when_evaluated_again()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("asking-customer", "why you?");
        await li.AcceptAsync("why you?");

        await li.DoAsync("explain");
        var assignment = li.Window.Locator(".why-list button").Filter(new() { HasText = "Assignment" });
        await assignment.ClickAsync();
        foreach (var name in (string[])["Li Na (demo)", "Wang Fang (demo)", "Chen Wei (demo)"])
            await li.Window.Locator("tbody tr").Filter(new() { HasText = name }).IsSeenAsync();
        await li.Window.GetByText("Evaluate again").ClickAsync();
        await li.Window.GetByText("The same answer").IsSeenAsync();
        await li.Page.ShootAsync("desk-why");

        await li.Window.Locator(".why-list button").Filter(new() { HasText = "Way to the queue" }).ClickAsync();
        await li.Window.GetByText("Evaluate again").ClickAsync();
        await li.Window.GetByText("The same answer").IsSeenAsync();
    }

    [Fact]
    public async Task Timers_are_shown_with_when_they_are_due()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("timed-customer", "how long?");
        await li.AcceptAsync("how long?");

        await li.DoAsync("timers");
        await li.Window.Locator("tbody tr").Filter(new() { HasText = "First response" }).First.IsSeenAsync();
        await li.Page.ShootAsync("desk-timers");
    }
}
