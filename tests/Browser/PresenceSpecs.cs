namespace OmniFunctions.Tests.Browser;

/// <summary>Only an agent who is online is offered work.</summary>
public sealed class PresenceSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task An_away_agent_is_offered_nothing_and_gets_the_waiting_conversation_on_coming_online()
    {
        var agent = await SignInAsync(presence: "away");
        await Customer.WriteOnWeChatAsync("early-customer", "is anybody there?");

        await agent.ShowAsync("waiting");
        await agent.OpenAsync("is anybody there?");
        await agent.Thread.GetByText("Queued in").IsSeenAsync();
        await agent.Thread.GetByText("Offered to").IsAbsentAsync();
        await agent.ReplyField.IsAbsentAsync();
        await agent.ShowAsync("mine");
        await agent.Entries.IsAbsentAsync();

        await agent.SetPresenceAsync("online");

        await agent.AcceptAsync("is anybody there?");
        await agent.ReplyAsync("Now I am.");
    }

    [Fact]
    public async Task An_agent_who_signed_off_for_a_break_is_passed_over_for_one_who_is_online()
    {
        var li = await SignInAsync(presence: "offline");
        var wang = await SignInAsync(name: Wang);
        await Customer.WriteOnWeChatAsync("passed-on-customer", "to whoever is there");

        await wang.AcceptAsync("to whoever is there");
        await wang.Page.Locator(".why tr, table tr").Filter(new() { HasText = "Li Na (demo)" }).GetByText("Offline").IsSeenAsync();
        await li.Entries.IsAbsentAsync();
    }

    [Fact]
    public async Task Who_leaves_with_conversations_is_asked_first_and_a_colleague_goes_on()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("left-customer", "do not leave me");
        await li.AcceptAsync("do not leave me");
        await li.ReplyAsync("One moment.");
        var wang = await SignInAsync(name: Wang);

        await li.Presence.SelectOptionAsync("offline");
        await li.Window.GetByText("It goes back to its queue at its old place").IsSeenAsync();
        await li.Page.ShootAsync("desk-leaving");
        await li.Page.Keyboard.PressAsync("Escape");
        await li.Window.IsAbsentAsync();
        Assert.Equal("online", await li.Presence.InputValueAsync());

        await li.Page.GetByLabel("Sign out").ClickAsync();
        await li.Window.GetByText("It goes back to its queue at its old place").IsSeenAsync();
        await li.Page.Keyboard.PressAsync("Enter");

        await li.Page.Locator("input[name=password]").IsSeenAsync();
        await wang.AcceptAsync("One moment.");
        await wang.Page.GetByText("Li Na (demo) went offline").First.IsSeenAsync();
        await wang.ReplyAsync("I go on from here.");
    }
}
