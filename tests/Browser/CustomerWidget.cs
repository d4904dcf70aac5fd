using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>The page a shop's visitor writes on.</summary>
public sealed class CustomerWidget(IPage page)
{
    public IPage Page => page;

    public ILocator Log => page.GetByRole(AriaRole.Log);

    public async Task SayAsync(string text)
    {
        var field = page.GetByRole(AriaRole.Textbox);
        await field.FillAsync(text);
        await field.PressAsync("Enter");
        await Log.GetByText(text).IsSeenAsync();
    }
}
