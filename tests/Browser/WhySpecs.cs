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
    public async Task Why_nobody_has_it_yet_is_said_of_everybody_as_they_are_now()
    {
        var li = await SignInAsync(presence: "away");
        var wang = await SignInAsync(name: Wang, presence: "away");
        await Customer.WriteOnWeChatAsync("patient-customer", "is anybody coming?");
        await li.ShowAsync("waiting");
        await li.OpenAsync("is anybody coming?");

        await li.Page.Keyboard.PressAsync("Alt+KeyY");
        await li.Window.Locator(".why-list [aria-current=true]").Filter(new() { HasText = "Still waiting" }).IsSeenAsync();
        await li.Window.GetByText("Nobody fitted").IsSeenAsync();
        await VerdictAsync(li, "Wang Fang (demo)", "Away");
        await li.Page.ShootAsync("desk-why-waiting");

        await wang.SetPresenceAsync("offline");
        await li.Window.GetByText("Look again").ClickAsync();
        await VerdictAsync(li, "Wang Fang (demo)", "Offline");
        await li.Window.GetByText("Evaluate again").IsAbsentAsync();
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

    private static Task VerdictAsync(AgentDesk desk, string name, string verdict) =>
        desk.Window.Locator("tbody tr").Filter(new() { HasText = name }).Filter(new() { HasText = verdict }).IsSeenAsync();
}
