namespace OmniFunctions.Tests.Browser;

/// <summary>Agents pass conversations on, put them aside and end them, by what their screens offer.</summary>
public sealed class PassingOnSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_transferred_conversation_reaches_the_colleague_with_the_reason()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("passed-customer", "who knows about refunds?");
        await li.AcceptAsync("who knows about refunds?");
        var wang = await SignInAsync(name: Wang);

        await li.DoAsync("transfer");
        await li.PickAsync("Wang Fang (demo)");
        await li.Window.Locator("input[name=reason]").FillAsync("a refund");
        await li.ConfirmAsync();

        await wang.AcceptAsync("who knows about refunds?");
        await wang.Thread.GetByText("Li Na (demo) transferred to Wang Fang (demo) · a refund").IsSeenAsync();
        await wang.ReplyAsync("I do.");
    }

    [Fact]
    public async Task A_consulted_colleague_writes_notes_and_takes_over_when_the_consult_is_completed()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("consulting-customer", "is this covered?");
        await li.AcceptAsync("is this covered?");
        var wang = await SignInAsync(name: Wang, presence: "away");

        await li.DoAsync("consult");
        await li.PickAsync("Wang Fang (demo)");
        await li.ConfirmAsync();
        await wang.OpenAsync("is this covered?");
        await wang.NoteAsync("It is, until May.");
        await li.Thread.GetByText("It is, until May.").IsSeenAsync();
        Assert.DoesNotContain("close", await wang.ActionsAsync());

        await li.DoAsync("completeConsult");

        await wang.ReplyField.IsSeenAsync();
        await li.Note.GetByText("Wang Fang (demo) is answering this conversation.").IsSeenAsync();
        await wang.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Reply", Exact = true }).ClickAsync();
        await wang.ReplyAsync("Yes, it is covered until May.");
    }

    [Fact]
    public async Task A_snoozed_conversation_comes_back_to_the_same_agent_when_the_customer_writes()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("patient-customer", "I will send the photo tonight");
        await li.AcceptAsync("I will send the photo tonight");
        await li.ReplyAsync("Thank you, I wait for it.");

        await li.DoAsync("snooze");
        await li.PickAsync("Until the customer writes");
        await li.Page.ShootAsync("desk-snooze");
        await li.ConfirmAsync();
        await li.Note.GetByText("snoozed until the customer writes").IsSeenAsync();
        await Customer.WriteOnWeChatAsync("patient-customer", "here is the photo");

        await li.AcceptAsync("here is the photo");
        await li.Thread.GetByText("snoozed until the customer writes").IsSeenAsync();
    }

    [Fact]
    public async Task A_closed_conversation_is_taken_up_again()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("closed-customer", "that was all");
        await li.AcceptAsync("that was all");

        await li.DoAsync("close");
        await li.PickAsync("Customer left");
        await li.ConfirmAsync();
        if (await li.Page.Locator(".wrap-up").IsVisibleAsync()) await li.DoAsync("finishWrapUp");
        await li.Thread.GetByText("closed the conversation · Customer left").IsSeenAsync();
        await li.DoAsync("reopen");

        await li.ReplyAsync("One more thing.");
    }

    [Fact]
    public async Task What_the_customer_wrote_meanwhile_is_not_closed_away()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("last-word-customer", "thanks");
        await li.AcceptAsync("thanks");
        await li.ReplyAsync("You are welcome.");
        await li.Thread.GetByText("Sent").IsSeenAsync();

        // The close is on its way while the customer writes.
        var written = new TaskCompletionSource();
        await li.Page.RouteAsync("**/close", async route =>
        {
            await written.Task;
            await route.ContinueAsync();
        });
        await li.DoAsync("close");
        await li.ConfirmAsync();
        await Customer.WriteOnWeChatAsync("last-word-customer", "oh, and one more question");
        await li.Thread.GetByText("oh, and one more question").IsSeenAsync();
        written.SetResult();

        await li.Window.GetByText("The conversation has just changed.").IsSeenAsync();
        await li.Page.ShootAsync("desk-refusal");
        await li.Page.Keyboard.PressAsync("Escape");
        await li.ReplyAsync("Which one?");
    }

    [Fact]
    public async Task The_command_bar_does_by_typing_what_the_menu_does()
    {
        var li = await SignInAsync();
        await Customer.WriteOnWeChatAsync("typed-customer", "find me by typing");
        await li.AcceptAsync("find me by typing");

        await li.Page.Keyboard.PressAsync("Control+KeyK");
        await li.Window.GetByRole(Microsoft.Playwright.AriaRole.Combobox).FillAsync("wait on");
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".phase-waitingOnCustomer").IsSeenAsync();
        await li.Page.Keyboard.PressAsync("Alt+KeyW");
        await li.Page.Locator(".phase-serving").IsSeenAsync();
    }
}
