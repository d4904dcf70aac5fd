using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>The widget on a shop's page, by what the visitor sees and does.</summary>
public sealed class EmbeddedWidget(IPage page)
{
    public IPage Page => page;

    public ILocator Host => page.Locator("omni-functions");

    public IFrameLocator Frame => page.FrameLocator("omni-functions iframe");

    public ILocator Log => Frame.GetByRole(AriaRole.Log);

    public ILocator Field => Frame.GetByRole(AriaRole.Textbox, new FrameLocatorGetByRoleOptions { Name = "Message", Exact = true });

    /// <summary>Presses what has the focus after so many tabs, as somebody without a mouse does.</summary>
    public async Task OpenByKeyboardAsync()
    {
        await Host.IsThereAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
    }

    public Task OpenAsync() => page.EvaluateAsync("() => window.OmniFunctions.open()");

    public async Task SayAsync(string text)
    {
        await Field.FillAsync(text);
        await Field.PressAsync("Enter");
        await Log.GetByText(text).IsSeenAsync();
    }
}
