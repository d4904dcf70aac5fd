using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>A customer in one page and an agent in another, in a real Chromium against the real server. Screenshots stay in test-output/.</summary>
public sealed class TwoBrowsersSpecs : IAsyncLifetime
{
    private static readonly string Output =
        typeof(TwoBrowsersSpecs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "OutputFolder").Value!;

    private readonly TemporaryFolder folder = new();
    private readonly List<string> pageErrors = [];
    private FakePlatform platform = null!;
    private ServerProcess server = null!;
    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Output);
        platform = await FakePlatform.StartAsync();
        server = await ServerProcess.StartAsync(folder.Path, platform.Settings);
        playwright = await Playwright.CreateAsync();
        browser = await Chromium.LaunchAsync(playwright);
    }

    public async Task DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
        await server.DisposeAsync();
        await platform.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_customer_in_the_widget_and_an_agent_at_the_desk_talk_without_reloading()
    {
        var agent = await SignInAsync("en-US");
        var customer = await OpenAsync("/widget/?tenant=demo&account=site", "en-US");

        await customer.GetByRole(AriaRole.Textbox).FillAsync("Where is my order 1024?");
        await customer.GetByRole(AriaRole.Textbox).PressAsync("Enter");

        await OpenFirstAsync(agent, "Where is my order 1024?");
        var reply = agent.Locator("#reply");
        await reply.FillAsync("It left the warehouse this morning.");
        await reply.PressAsync("Enter");

        await Seen(customer.GetByRole(AriaRole.Log).GetByText("It left the warehouse this morning."));
        await Seen(agent.GetByRole(AriaRole.Log).GetByText("It left the warehouse this morning."));
        await ShootAsync(agent, "desk-en");
        await ShootAsync(customer, "widget-en");
        Assert.Empty(pageErrors);
    }

    [Fact]
    public async Task A_signed_WeChat_message_reaches_the_desk_and_the_answer_goes_back()
    {
        var agent = await SignInAsync("zh-CN");
        await SendWeChatAsync("browser-customer", 1, "我的订单到哪里了？");

        await OpenFirstAsync(agent, "我的订单到哪里了？");
        var reply = agent.Locator("#reply");
        await reply.FillAsync("今天早上已经发货。");
        await reply.PressAsync("Enter");

        await UntilAsync(() => platform.Received.Any(message => message is { Platform: "wechat", Recipient: "browser-customer", Text: "今天早上已经发货。" }));
        await ShootAsync(agent, "desk-zh");
        Assert.Empty(pageErrors);
    }

    [Fact]
    public async Task Script_in_a_customers_message_stays_text()
    {
        var agent = await SignInAsync("en-US");
        const string attack = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        await SendWeChatAsync("script-customer", 1, attack);

        await OpenFirstAsync(agent, "<img src=x");

        await Seen(agent.GetByRole(AriaRole.Log).GetByText("<img src=x onerror"));
        Assert.DoesNotContain("owned", await agent.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await agent.Locator("[role=log] img").CountAsync());
    }

    [Fact]
    public async Task The_desk_finds_its_way_back_after_the_server_was_killed()
    {
        var agent = await SignInAsync("en-US");
        await SendWeChatAsync("patient-customer", 1, "first");
        await OpenFirstAsync(agent, "first");

        var port = server.Address.Port;
        await server.KillAsync();
        server = await ServerProcess.StartAsync(folder.Path, platform.Settings, port);
        await SendWeChatAsync("patient-customer", 2, "second, sent while the desk was cut off");

        await Seen(agent.GetByRole(AriaRole.Log).GetByText("second, sent while the desk was cut off"), 30_000);
    }

    private async Task<IPage> SignInAsync(string locale)
    {
        var page = await OpenAsync("/desk/", locale);
        await page.Locator("input[name=tenant]").FillAsync("demo");
        await page.Locator("input[name=name]").FillAsync("li.na");
        await page.Locator("input[name=password]").FillAsync(ServerProcess.DemoPassword);
        await page.Locator("input[name=password]").PressAsync("Enter");
        await page.Locator(".presence select, select[aria-label]").First.SelectOptionAsync("online");
        return page;
    }

    private async Task<IPage> OpenAsync(string path, string locale)
    {
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            BaseURL = server.Address.ToString(),
            ViewportSize = path.StartsWith("/widget", StringComparison.Ordinal) ? new ViewportSize { Width = 400, Height = 640 } : new ViewportSize { Width = 1440, Height = 860 },
        });
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => pageErrors.Add(error);
        await page.GotoAsync(path);
        return page;
    }

    private static async Task OpenFirstAsync(IPage agent, string lastText)
    {
        var entry = agent.Locator("[data-conversation]").Filter(new LocatorFilterOptions { HasText = lastText }).First;
        await Seen(entry);
        await entry.ClickAsync();
        await Seen(agent.Locator("#reply"));
    }

    private async Task SendWeChatAsync(string customer, long id, string text)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var content = new StringContent(WeChatSender.TextXml(customer, id, text, now), Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{DemoSettings.WeChat.PlainQuery(now, id.ToString(CultureInfo.InvariantCulture))}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }

    private static Task Seen(ILocator locator, float patienceMs = 10_000) =>
        Assertions.Expect(locator).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = patienceMs });

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 500, "It did not come about within ten seconds.");
            await Task.Delay(20);
        }
    }

    private static async Task ShootAsync(IPage page, string name) =>
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Output, $"{name}.png") });
}
