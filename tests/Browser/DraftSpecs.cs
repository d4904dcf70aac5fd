using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>What is begun on one device and goes on on another.</summary>
public sealed class DraftSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_draft_goes_on_in_a_second_browser_and_is_gone_in_both_when_it_was_sent()
    {
        var (first, second) = await OnTwoDevicesAsync(870_001, "Drafter", "is there a manual?");
        await TypeAsync(first, "There is one, ");
        await second.OpenAsync("is there a manual?");
        await HasAsync(second, "There is one, ");
        await second.Page.Locator(".draft-line").GetByText("Goes on from your other device").IsSeenAsync();
        await second.Page.ShootAsync("desk-draft-elsewhere");

        await second.ReplyField.FocusAsync();
        await second.Page.Keyboard.PressAsync("End");
        await second.Page.Keyboard.TypeAsync("in English.");
        await HasAsync(first, "There is one, in English.");
        await first.Page.ReloadAsync();
        await HasAsync(first, "There is one, in English.");

        await second.ReplyField.PressAsync("Enter");
        await second.Thread.GetByText("There is one, in English.").IsSeenAsync();
        await HasAsync(first, "");
        await first.Page.ReloadAsync();
        await first.ReplyField.IsSeenAsync();
        await first.Thread.GetByText("There is one, in English.").IsSeenAsync();
        Assert.Equal("", await first.ReplyField.InputValueAsync());
    }

    [Fact]
    public async Task Of_two_texts_none_is_lost_the_agent_chooses_and_may_keep_both()
    {
        var (first, second) = await OnTwoDevicesAsync(870_002, "Twice", "what does it cost?");
        await second.OpenAsync("what does it cost?");
        await second.ReplyField.IsSeenAsync();
        await first.Page.Context.SetOfflineAsync(true);
        await first.ReplyField.FillAsync("Ten, written without a network");
        await TypeAsync(second, "Twelve, as of today");

        await first.Page.Context.SetOfflineAsync(false);
        await first.Page.Locator(".draft-asked blockquote").GetByText("Twelve, as of today").IsSeenAsync();
        Assert.Equal("Ten, written without a network", await first.ReplyField.InputValueAsync());
        await first.Page.ShootAsync("desk-draft-asked");
        await first.Page.Locator(".draft-choices").GetByText("Keep both").ClickAsync();

        const string both = "Ten, written without a network\nTwelve, as of today";
        await HasAsync(first, both);
        await HasAsync(second, both);
    }

    private async Task<(AgentDesk First, AgentDesk Second)> OnTwoDevicesAsync(long chat, string name, string text)
    {
        var first = await SignInAsync();
        await Customer.WriteOnTelegramAsync(chat, name, text);
        await first.AcceptAsync(text);
        return (first, await SignInAsync());
    }

    /// <summary>Types and waits until the server has it.</summary>
    private static Task<IResponse> TypeAsync(AgentDesk desk, string text) => desk.Page.RunAndWaitForResponseAsync(
        () => desk.ReplyField.FillAsync(text), answer => answer.Url.EndsWith("/drafts/reply", StringComparison.Ordinal) && answer.Ok);

    private static Task HasAsync(AgentDesk desk, string text) => Assertions.Expect(desk.ReplyField).ToHaveValueAsync(text, new LocatorAssertionsToHaveValueOptions { Timeout = 20_000 });
}
