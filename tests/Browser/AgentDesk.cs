using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>An agent's page, by what the agent sees and does on it.</summary>
public sealed class AgentDesk(IPage page)
{
    public IPage Page => page;

    public ILocator Thread => page.GetByRole(AriaRole.Log);

    public ILocator ReplyField => page.Locator("#reply");

    public ILocator Entries => page.Locator("[data-conversation]");

    /// <summary>Why there is no reply field.</summary>
    public ILocator Note => page.Locator(".foot-note");

    /// <summary>Why the last thing the agent asked for was not done.</summary>
    public ILocator Notice => page.Locator(".conversation .notice");

    public ILocator Breach => page.Locator(".conversation-head .sla-breached");

    public ILocator Presence => page.Locator(".presence select");

    /// <summary>The window over the page.</summary>
    public ILocator Window => page.Locator("dialog[open]");

    public ILocator Entry(string text) => Entries.Filter(new LocatorFilterOptions { HasText = text });

    public async Task SignInAsync(string name, string password)
    {
        await page.Locator("input[name=tenant]").FillAsync("demo");
        await page.Locator("input[name=name]").FillAsync(name);
        await page.Locator("input[name=password]").FillAsync(password);
        await page.Locator("input[name=password]").PressAsync("Enter");
    }

    /// <summary>Chooses a presence and waits until the server has it.</summary>
    public Task SetPresenceAsync(string presence) => page.RunAndWaitForResponseAsync(
        () => Presence.SelectOptionAsync(presence),
        answer => answer.Url.EndsWith("/api/presence", StringComparison.Ordinal) && answer.Ok);

    public Task ShowAsync(string view) => page.Locator($"#tab-{view}").ClickAsync();

    /// <summary>Opens a conversation of the list shown, which accepts it when it is offered.</summary>
    public async Task OpenAsync(string text)
    {
        await Entry(text).IsSeenAsync();
        await Entry(text).ClickAsync();
    }

    public async Task AcceptAsync(string text)
    {
        await OpenAsync(text);
        await ReplyField.IsSeenAsync();
    }

    /// <summary>Chooses what to do with the conversation on screen out of its menu.</summary>
    public async Task DoAsync(string action)
    {
        await page.Locator("[data-actions] [aria-haspopup=menu]").ClickAsync();
        await page.Locator($"[role=menuitem][data-action={action}]").ClickAsync();
    }

    /// <summary>As <see cref="DoAsync"/>, by keys alone.</summary>
    public async Task DoByKeysAsync(string action)
    {
        const int MostActions = 60;
        await page.Keyboard.PressAsync("Alt+KeyJ");
        await page.Locator("[role=menu]").IsSeenAsync();
        for (var steps = 0; await page.EvaluateAsync<string?>("() => document.activeElement.dataset.action ?? null") != action; steps++)
        {
            Assert.True(steps < MostActions, $"The menu has no '{action}'.");
            await page.Keyboard.PressAsync("ArrowDown");
        }

        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[role=menu]").IsAbsentAsync();
    }

    /// <summary>What can be done with the conversation on screen.</summary>
    public async Task<IReadOnlyList<string>> ActionsAsync()
    {
        await page.Locator("[data-actions] [aria-haspopup=menu]").ClickAsync();
        var actions = await page.Locator("[role=menuitem]").EvaluateAllAsync<string[]>("items => items.map((item) => item.dataset.action)");
        await page.Keyboard.PressAsync("Escape");
        return actions;
    }

    /// <summary>Chooses what the open window is to send.</summary>
    public Task PickKindAsync(string kind) => Window.Locator(".segments button", new LocatorLocatorOptions { HasText = kind }).ClickAsync();

    /// <summary>Another page of the desk, by its address.</summary>
    public async Task OpenPageAsync(string name)
    {
        await page.EvaluateAsync("page => { location.hash = '#/' + page; location.reload(); }", name);
        await page.Locator(".page-head h2").IsSeenAsync();
    }

    /// <summary>Picks a choice of the open window by its name.</summary>
    public Task PickAsync(string name) => Window.Locator(".choice", new LocatorLocatorOptions { HasText = name }).ClickAsync();

    public Task ConfirmAsync() => Window.Locator("button[type=submit]").ClickAsync();

    public Task NoteAsync(string text) => WriteAsync("Note", text);

    public Task WhisperAsync(string text) => WriteAsync("Whisper", text);

    private async Task WriteAsync(string kind, string text)
    {
        await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = kind, Exact = true }).FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
        await Thread.GetByText(text).IsSeenAsync();
    }

    public async Task ReplyAsync(string text)
    {
        await ReplyField.FillAsync(text);
        await ReplyField.PressAsync("Enter");
        await Thread.GetByText(text).IsSeenAsync();
    }
}
