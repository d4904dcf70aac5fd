using System.Reflection;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>The real server on an empty folder, the platforms it answers to, and pages in a real Chromium. Pictures stay in test-output/.</summary>
[Collection(InOneBrowser.Name)]
public abstract class BrowserSpec(SharedChromium chromium) : IAsyncLifetime
{
    protected const string Li = "li.na";
    protected const string Wang = "wang.fang";

    protected static readonly string OutputFolder =
        typeof(BrowserSpec).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OutputFolder").Value!;

    private readonly TemporaryFolder folder = new();
    private readonly List<IBrowserContext> contexts = [];
    private readonly List<string> pageErrors = [];

    protected FakePlatform Platform { get; private set; } = null!;

    protected ServerProcess Server { get; private set; } = null!;

    protected Customer Customer => new(Server.Address);

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(OutputFolder);
        Platform = await FakePlatform.StartAsync();
        await PrepareAsync(folder.Path);
        Server = await ServerProcess.StartAsync(folder.Path, Platform.Settings);
    }

    /// <summary>What a spec needs in the data folder before the server opens it.</summary>
    protected virtual Task PrepareAsync(string dataFolder) => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var context in contexts) await context.DisposeAsync();
        await Server.DisposeAsync();
        await Platform.DisposeAsync();
        folder.Dispose();
        Assert.Empty(pageErrors);
    }

    protected async Task KillServerAsync() => await Server.KillAsync();

    /// <summary>Starts the server again on the same folder and port.</summary>
    protected async Task StartServerAgainAsync()
    {
        var port = Server.Address.Port;
        await Server.DisposeAsync();
        Server = await ServerProcess.StartAsync(folder.Path, Platform.Settings, port);
    }

    protected async Task<AgentDesk> SignInAsync(string locale = "en-US", string name = Li, string presence = "online", ColorScheme scheme = ColorScheme.Light)
    {
        var page = await OpenAsync("/desk/", locale, scheme);
        var desk = new AgentDesk(page);
        await desk.SignInAsync(name, ServerProcess.DemoPassword);
        await desk.SetPresenceAsync(presence);
        return desk;
    }

    protected async Task<CustomerWidget> VisitAsync(string locale = "en-US", ColorScheme scheme = ColorScheme.Light) =>
        new(await OpenAsync("/widget/?tenant=demo&account=site", locale, scheme));

    protected async Task<IPage> OpenAsync(string path, string locale, ColorScheme scheme = ColorScheme.Light)
    {
        var isWidget = path.StartsWith("/widget", StringComparison.Ordinal);
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ColorScheme = scheme,
            BaseURL = Server.Address.ToString(),
            ViewportSize = isWidget ? new ViewportSize { Width = 400, Height = 640 } : new ViewportSize { Width = 1440, Height = 860 },
        });
        contexts.Add(context);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => pageErrors.Add(error);
        await page.GotoAsync(path);
        return page;
    }

    protected static Task ShootAsync(IPage page, string name) =>
        page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(OutputFolder, $"{name}.png") });
}
