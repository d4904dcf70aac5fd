using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>One browser for all specs. Each page gets a context of its own, so nothing is shared but the process.</summary>
public sealed class SharedChromium : IAsyncLifetime
{
    private IPlaywright playwright = null!;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await Chromium.LaunchAsync(playwright);
    }

    public async Task DisposeAsync()
    {
        await Browser.DisposeAsync();
        playwright.Dispose();
    }
}

[CollectionDefinition(Name)]
public sealed class InOneBrowser : ICollectionFixture<SharedChromium>
{
    public const string Name = "one browser";
}
