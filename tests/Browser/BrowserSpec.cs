using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Pages of agents and customers in a real Chromium, against a real server.</summary>
[Collection(OnOneSystem.Name)]
public abstract class BrowserSpec(SharedSystem shared) : IAsyncLifetime
{
    protected const string Li = "li.na";
    protected const string Wang = "wang.fang";

    /// <summary>A supervisor.</summary>
    protected const string Chen = "chen.wei";

    /// <summary>How much longer than its budget a time may be on a machine that does other things as well.</summary>
    protected const int Patience = 20;

    private readonly List<IBrowserContext> contexts = [];
    private readonly List<string> pageErrors = [];

    protected LiveSystem Omni { get; private set; } = null!;

    protected Customer Customer => new(Omni.Address);

    public async Task InitializeAsync() => Omni = await EnterAsync();

    public async Task DisposeAsync()
    {
        foreach (var context in contexts) await context.DisposeAsync();
        await LeaveAsync();
        Assert.Empty(pageErrors);
    }

    /// <summary>How long replies can be taken back; at once, so that no spec waits for what it is not about.</summary>
    protected virtual int UndoSeconds => 0;

    /// <summary>The system this spec runs on.</summary>
    protected virtual Task<LiveSystem> EnterAsync() => Task.FromResult(shared.System);

    protected virtual Task LeaveAsync() => shared.ClearAsync();

    protected async Task<AgentDesk> SignInAsync(string locale = "en-US", string name = Li, string presence = "online", ColorScheme scheme = ColorScheme.Light)
    {
        var desk = new AgentDesk(await OpenAsync("/desk/", locale, scheme));
        await desk.SignInAsync(name, ServerProcess.DemoPassword);
        await desk.SetPresenceAsync(presence);
        return desk;
    }

    protected async Task<CustomerWidget> VisitAsync(string locale = "en-US", ColorScheme scheme = ColorScheme.Light) =>
        new(await OpenAsync("/widget/?tenant=demo&account=site", locale, scheme));

    /// <summary>A blank page of a visitor's own browser, on which anything that goes wrong in a script is found.</summary>
    protected async Task<IPage> OpenPageAsync(string locale, ColorScheme scheme)
    {
        var context = await shared.Browser.NewContextAsync(new BrowserNewContextOptions { Locale = locale, ColorScheme = scheme, ViewportSize = new ViewportSize { Width = 1100, Height = 760 } });
        contexts.Add(context);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => pageErrors.Add(error);
        return page;
    }

    /// <summary>Whether pages are opened as if the server had sent no content security policy: what then still does no harm needs none.</summary>
    protected bool WithoutPolicy { get; set; }

    /// <summary>What a spec watches pages with, before they load anything.</summary>
    protected virtual Task WatchAsync(IBrowserContext context) => Task.CompletedTask;

    protected async Task<IPage> OpenAsync(string path, string locale, ColorScheme scheme = ColorScheme.Light)
    {
        var isWidget = path.StartsWith("/widget", StringComparison.Ordinal);
        var context = await shared.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ColorScheme = scheme,
            BaseURL = Omni.Address.ToString(),
            BypassCSP = WithoutPolicy,
            ViewportSize = isWidget ? new ViewportSize { Width = 400, Height = 640 } : new ViewportSize { Width = 1440, Height = 860 },
        });
        contexts.Add(context);
        await context.AddInitScriptAsync($$"""try { localStorage.getItem('omni.undo') ?? localStorage.setItem('omni.undo', '{{UndoSeconds}}'); } catch { /* A page without a store. */ }""");
        await WatchAsync(context);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => pageErrors.Add(error);
        await page.GotoAsync(path);
        return page;
    }
}
