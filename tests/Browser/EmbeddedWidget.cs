using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>The widget on a shop's page, by what the visitor sees and does.</summary>
public sealed class EmbeddedWidget(IPage page)
{
    private const int MaxTurns = 20;

    public IPage Page => page;

    public ILocator Host => page.Locator("omni-functions");

    public IFrameLocator Frame => page.FrameLocator("omni-functions iframe");

    public ILocator Log => Frame.GetByRole(AriaRole.Log);

    public ILocator Field => Frame.GetByRole(AriaRole.Textbox, new FrameLocatorGetByRoleOptions { Name = "Message", Exact = true });

    /// <summary>As somebody without a mouse does; then the field is there to be written in.</summary>
    public async Task OpenByKeyboardAsync()
    {
        await Host.IsThereAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Field.IsSeenAsync();
    }

    public Task OpenAsync() => page.EvaluateAsync("() => window.OmniFunctions.open()");

    public async Task SayAsync(string text)
    {
        // The frame is another process: what is typed while the focus is on its way there is typed nowhere.
        for (var turn = 0; turn < MaxTurns && await Field.InputValueAsync() != text; turn++) await Field.FillAsync(text);
        await Field.PressAsync("Enter");
        await Log.GetByText(text).IsSeenAsync();
    }
}
