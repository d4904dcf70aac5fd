using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>What an agent can put into a reply or send in its place, and take back.</summary>
public sealed class ComposerSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    private const int Seconds = 3;

    protected override int UndoSeconds => Seconds;

    [Fact]
    public async Task A_reply_is_taken_back_before_it_leaves_and_its_words_are_in_the_field_again()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_001, "Undone", "is it in stock?");
        await li.AcceptAsync("is it in stock?");

        await li.ReplyAsync("No, it is not.");
        await li.Page.Keyboard.PressAsync("Alt+KeyU");
        await li.Thread.GetByText("No, it is not.").IsAbsentAsync();
        Assert.Equal("No, it is not.", await li.ReplyField.InputValueAsync());
        await li.ReplyField.FillAsync("Yes, it is.");
        await li.ReplyField.PressAsync("Enter");

        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "840001", "Yes, it is.")));
        Assert.DoesNotContain(new PlatformMessage("telegram", "840001", "No, it is not."), Omni.Platform.Received);
    }

    [Fact]
    public async Task What_is_done_next_does_not_overtake_a_reply_that_is_held()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_002, "Ordered", "one thing after the other");
        await li.AcceptAsync("one thing after the other");

        await li.ReplyAsync("said first");
        await li.DoAsync("wait");

        await li.Page.Locator(".phase-waitingOnCustomer").IsSeenAsync();
        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "840002", "said first")));
    }

    [Fact]
    public async Task A_reply_that_is_held_leaves_when_the_page_is_left()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_003, "Left", "are you there?");
        await li.AcceptAsync("are you there?");

        await li.ReplyAsync("I was.");
        await li.Page.GotoAsync("about:blank");

        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "840003", "I was.")));
    }

    [Fact]
    public async Task Choices_and_an_order_are_shown_as_the_channel_will_show_them_before_they_are_sent()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_004, "Chooser", "which colours are there?");
        await li.AcceptAsync("which colours are there?");

        await li.DoAsync("content");
        await li.PickKindAsync("Choices");
        await li.Window.GetByLabel("Question").FillAsync("Which one?");
        await li.Window.Locator("textarea").FillAsync("red\nblue");
        await li.Window.GetByText("Shown as it is: choices.").IsSeenAsync();
        await li.Page.ShootAsync("window-content-choices");
        await li.ConfirmAsync();
        await li.Thread.Locator(".chips").GetByText("blue").IsSeenAsync();

        await li.DoAsync("content");
        await li.PickKindAsync("Order");
        await li.Window.GetByLabel("Order number", new() { Exact = true }).Last.FillAsync("A-2210");
        await li.Window.GetByLabel("Status").FillAsync("sent");
        await li.Window.GetByText("The customer reads these words:").IsSeenAsync();
        Assert.Equal("A-2210\nsent", await li.Window.Locator(".content-preview .bubble-body").InnerTextAsync());
        await li.Page.ShootAsync("window-content-order");
        await li.ConfirmAsync();

        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "840004", "A-2210\nsent")));
        await Expectations.ComesAboutAsync(() => Omni.Platform.Received.Contains(new PlatformMessage("telegram", "840004", "Which one?")));
    }

    [Fact]
    public async Task A_phrase_of_everybodys_is_found_by_its_shortcut_and_filled_in()
    {
        var chen = await SignInAsync(name: Chen, presence: "away");
        await chen.OpenPageAsync("phrases");
        await chen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "New phrase" }).ClickAsync();
        await chen.Window.GetByLabel("Shortcut").FillAsync("hello");
        await chen.Window.GetByLabel("Text").FillAsync("Hello {customer}, I am {agent}.");
        await chen.ConfirmAsync();
        await chen.Page.GetByText("/hello").IsSeenAsync();
        await chen.Page.ShootAsync("page-phrases");

        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_005, "Mia", "hi");
        await li.AcceptAsync("hi");
        await li.ReplyField.PressSequentiallyAsync("/hel");
        await li.Page.Locator(".mentions").GetByText("/hello").IsSeenAsync();
        await li.Page.ShootAsync("desk-phrases");
        await li.ReplyField.PressAsync("Enter");
        Assert.Equal("Hello Mia, I am Li Na (demo).", await li.ReplyField.InputValueAsync());

        await chen.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await chen.Window.Locator("button.primary").ClickAsync();
        await chen.Page.GetByText("/hello").IsAbsentAsync();
    }

    [Fact]
    public async Task An_emoji_is_put_where_the_caret_is_by_keys()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(840_006, "Smiler", "thanks a lot");
        await li.AcceptAsync("thanks a lot");
        await li.ReplyField.FillAsync("You are welcome ");
        await li.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Emoji" }).FocusAsync();
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".emoji button:focus").First.IsSeenAsync();
        foreach (var key in (string[])["ArrowRight", "ArrowDown", "Enter"]) await li.Page.Keyboard.PressAsync(key);
        Assert.Equal("You are welcome 😅", await li.ReplyField.InputValueAsync());
    }
}
