namespace OmniFunctions.Tests.Browser;

/// <summary>Finding conversations again, and doing the same to several.</summary>
public sealed class SearchSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Fact]
    public async Task A_conversation_is_found_by_an_earlier_message_and_the_page_says_how_far_it_looked()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(850_001, "Finder", "the lantern is broken");
        await li.AcceptAsync("the lantern is broken");
        await li.ReplyAsync("We send a new one.");
        await Customer.WriteOnTelegramAsync(850_001, "Finder", "thank you");
        await li.Thread.GetByText("thank you").IsSeenAsync();

        await li.Page.Keyboard.PressAsync("Alt+KeyV");
        await li.Page.Locator("#search").FillAsync("LANTERN");
        await li.Page.Keyboard.PressAsync("Enter");

        await li.Page.Locator(".hit").GetByText("the lantern is broken").IsSeenAsync();
        await li.Page.GetByText("Looked at the latest").IsSeenAsync();
        await li.Page.ShootAsync("page-search");
        await li.Page.Locator(".hit-open").ClickAsync();
        await li.Thread.GetByText("thank you").IsSeenAsync();
    }

    [Fact]
    public async Task Several_are_labelled_at_once_and_a_saved_view_finds_them_in_another_browser()
    {
        var li = await SignInAsync();
        foreach (var (chat, name) in (ValueTuple<long, string>[])[(850_011, "Bulk One"), (850_012, "Bulk Two")])
        {
            await Customer.WriteOnTelegramAsync(chat, name, $"{name} writes");
            await li.AcceptAsync($"{name} writes");
        }

        await li.OpenPageAsync("search");
        await li.Page.Locator("#search").FillAsync("bulk");
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".hit").CountsAsync(2);
        await li.Page.GetByLabel("Select all").CheckAsync();
        await li.Page.Locator(".bulk").GetByLabel("Label").FillAsync("batch");
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".hit .tag").GetByText("batch").CountsAsync(2);

        await li.Page.Locator("#search").FillAsync("");
        await li.Page.Locator(".search-form").GetByLabel("Label").FillAsync("batch");
        await li.Page.Locator(".save-view input").FillAsync("my batch");
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".saved-view").GetByText("my batch").IsSeenAsync();
        var elsewhere = await SignInAsync();
        await elsewhere.OpenPageAsync("search");
        await elsewhere.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "my batch", Exact = true }).ClickAsync();
        await elsewhere.Page.Locator(".hit").CountsAsync(2);
        await elsewhere.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "my batch" }).Last.ClickAsync();
        await elsewhere.Page.Locator(".saved-view").IsAbsentAsync();
    }

    [Fact]
    public async Task Views_that_a_browser_kept_before_are_brought_to_the_server_once()
    {
        var li = await SignInAsync();
        await li.Page.EvaluateAsync("""() => localStorage.setItem('omni.views.li.na', JSON.stringify([{ name: 'old view', search: { q: 'lamp', state: 'all', channel: '', queue: '', label: '' } }]))""");
        await li.OpenPageAsync("search");
        await li.Page.Locator(".saved-view").GetByText("old view").IsSeenAsync();
        await li.Page.ReloadAsync();
        await li.Page.Locator(".saved-view").GetByText("old view").IsSeenAsync();
        Assert.Null(await li.Page.EvaluateAsync<string?>("() => localStorage.getItem('omni.views.li.na')"));

        await li.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "old view" }).Last.ClickAsync();
        await li.Page.Locator(".saved-view").IsAbsentAsync();
        await li.Page.ReloadAsync();
        await li.Page.Locator("#search").IsSeenAsync();
        await li.Page.Locator(".saved-view").IsAbsentAsync();
    }

    [Fact]
    public async Task What_is_refused_for_one_is_told_by_name_and_the_others_are_done()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(850_021, "Held Here", "mass mine");
        await li.AcceptAsync("mass mine");
        await li.SetPresenceAsync("away");
        await Customer.WriteOnTelegramAsync(850_022, "In Line", "mass waiting");

        await li.OpenPageAsync("search");
        await li.Page.Locator("#search").FillAsync("mass");
        await li.Page.Keyboard.PressAsync("Enter");
        await li.Page.Locator(".hit").CountsAsync(2);
        await li.Page.GetByLabel("Select all").CheckAsync();
        await li.Page.Locator(".bulk select").First.SelectOptionAsync("close");
        await li.Page.Locator(".bulk button").ClickAsync();

        await li.Page.GetByText("1 not done: In Line").IsSeenAsync();
        await li.Page.GetByText("1 done.").IsSeenAsync();
    }
}
