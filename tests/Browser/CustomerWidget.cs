using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>The page a shop's visitor writes on.</summary>
public sealed class CustomerWidget(IPage page)
{
    public IPage Page => page;

    public ILocator Log => page.GetByRole(AriaRole.Log);

    /// <summary>Who has the conversation, or why nobody has.</summary>
    public ILocator Status => page.Locator(".chat-head");

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public Task PressAsync(string name) => Button(name).ClickAsync();

    public async Task SayAsync(string text)
    {
        var field = page.GetByRole(AriaRole.Textbox);
        await field.FillAsync(text);
        await field.PressAsync("Enter");
        await Log.GetByText(text).IsSeenAsync();
    }
}
