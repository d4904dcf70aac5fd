using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>One tag on a page of another site, in a real browser.</summary>
public sealed class EmbeddedWidgetSpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared), IAsyncLifetime
{
    private const int MaxRequestsBeforeClick = 3;
    private const int MaxBytesBeforeClick = 10_000;
    private const int BubbleMs = 100;
    private const int OpenMs = 150;

    /// <summary>Before somebody has seen the bubble and is on it; the page has come to rest meanwhile, and so has the browser that made it.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>For what goes through the queue twice on a machine that has other things to do.</summary>
    private const float BusyPatienceMs = 40_000;

    private ShopSite shop = null!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        shop = await ShopSite.OpenAsync(Omni.Address);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await shop.DisposeAsync();
        await DisposeAsync();
    }

    [Fact]
    public async Task A_visitor_opens_it_by_keyboard_and_talks_with_an_agent()
    {
        var agent = await SignInAsync();
        var widget = await EnterShopAsync();
        await widget.OpenByKeyboardAsync();
        await widget.SayAsync("do you have this in blue?");

        await agent.AcceptAsync("do you have this in blue?");
        await agent.ReplyAsync("We have.");

        await widget.Log.GetByText("We have.").IsSeenAsync();
        await widget.Page.ShootAsync("embedded-chat");
        // The keyboard's way back out, with the focus where it came from.
        await widget.Field.PressAsync("Escape");
        await widget.Page.Locator("omni-functions iframe").IsHiddenAsync();
    }

    [Fact]
    public async Task After_a_reload_it_goes_on_where_it_was()
    {
        var widget = await EnterShopAsync();
        await widget.OpenAsync();
        await widget.SayAsync("remember me");

        await widget.Page.ReloadAsync();

        await widget.Log.GetByText("remember me").IsSeenAsync();
        await widget.Page.GotoAsync(new Uri(shop.Address, "/bags").ToString());
        await widget.Log.GetByText("remember me").IsSeenAsync();
    }

    [Fact]
    public async Task What_comes_while_it_is_closed_is_counted_and_told()
    {
        var agent = await SignInAsync();
        var widget = await EnterShopAsync();
        await widget.OpenAsync();
        await widget.SayAsync("is anybody there");
        await agent.AcceptAsync("is anybody there");
        await widget.Page.EvaluateAsync("() => { window.told = []; OmniFunctions.on('unread', (count) => window.told.push(count)); OmniFunctions.close(); }");

        await agent.ReplyAsync("I am, sorry for the wait.");

        await widget.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Chat with us, 1 unread" }).IsSeenAsync();
        await widget.Page.GetByText("I am, sorry for the wait.").First.IsSeenAsync();
        await widget.Page.ShootAsync("embedded-unread");
        await widget.OpenAsync();
        await widget.Page.WaitForFunctionAsync("() => JSON.stringify(window.told) === '[0,1,0]'");
    }

    [Fact]
    public async Task Before_a_click_it_costs_three_requests_and_ten_kilobytes_at_most()
    {
        var requests = new List<IRequest>();
        var page = await OpenPageAsync("en-US", ColorScheme.Light);
        page.RequestFinished += (_, request) =>
        {
            if (request.Url.StartsWith(Omni.Address.ToString(), StringComparison.Ordinal)) requests.Add(request);
        };
        await page.RunAndWaitForResponseAsync(() => page.GotoAsync(shop.Address.ToString()), answer => answer.Url.EndsWith("/visit", StringComparison.Ordinal));
        await Expectations.ComesAboutAsync(() => requests.Any(request => request.Url.EndsWith("/visit", StringComparison.Ordinal)));
        await page.Locator("omni-functions").IsThereAsync();

        var bytes = 0;
        foreach (var request in requests)
        {
            var sizes = await request.SizesAsync();
            output.WriteLine($"{request.Method} {new Uri(request.Url).AbsolutePath} {sizes.ResponseHeadersSize} + {sizes.ResponseBodySize} bytes");
            bytes += sizes.ResponseBodySize + sizes.ResponseHeadersSize;
        }

        output.WriteLine($"before a click: {requests.Count} requests, {bytes} bytes (peers: Live Helper Chat 15 requests and 253 kB; loader of Chatwoot 8.3 kB)");
        Assert.InRange(requests.Count, 1, MaxRequestsBeforeClick);
        Assert.InRange(bytes, 1, MaxBytesBeforeClick);
    }

    [Fact]
    public async Task The_bubble_is_there_and_the_chat_open_within_their_budgets()
    {
        shop.Heads["/"] = """
            <script>
            new MutationObserver((_, observer) => {
              const host = document.querySelector('omni-functions');
              if (!host) return;
              observer.disconnect();
              requestAnimationFrame(() => setTimeout(() => { window.bubbleAt = performance.now(); }));
            }).observe(document.documentElement, { childList: true });
            </script>
            """;
        var (bubbles, opens, fields) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < 5; turn++)
        {
            var widget = await EnterShopAsync(watch: NoteField);
            await widget.Page.WaitForFunctionAsync("() => window.bubbleAt");
            var loaded = await widget.Page.EvaluateAsync<double>("() => performance.getEntriesByType('resource').find((one) => one.name.endsWith('/widget.js')).responseEnd");
            bubbles.Add(await widget.Page.EvaluateAsync<double>("() => window.bubbleAt") - loaded);
            await Task.Delay(Look);
            var began = await widget.Page.EvaluateAsync<double>("() => { const at = performance.now(); OmniFunctions.open(); return performance.timeOrigin + at; }");
            await widget.Field.IsSeenAsync();
            var frame = widget.Page.Frames.Single(one => one.Url.Contains("/widget/", StringComparison.Ordinal));
            opens.Add(await frame.EvaluateAsync<double>("() => { const paint = performance.getEntriesByName('first-contentful-paint')[0]; return performance.timeOrigin + (paint?.startTime ?? performance.now()); }") - began);
            await frame.WaitForFunctionAsync("() => window.fieldAt");
            fields.Add(await frame.EvaluateAsync<double>("() => window.fieldAt") - began);
        }

        Judge("bubble after the script came", bubbles, BubbleMs, "Live Helper Chat 408");
        Judge("open, nothing loaded before", opens, OpenMs, "Live Helper Chat 17, loaded before");
        Judge("open and there to be written in", fields, OpenMs, "");
    }

    private void Judge(string what, List<double> tookMs, int budgetMs, string peers)
    {
        tookMs.Sort();
        var line = string.Create(CultureInfo.InvariantCulture, $"{what}: median {tookMs[tookMs.Count / 2]:0} ms of {budgetMs}, most {tookMs[^1]:0} ms{(peers.Length > 0 ? $" (peers: {peers})" : "")}");
        output.WriteLine(line);
        Assert.True(tookMs[0] > 0 && tookMs[tookMs.Count / 2] <= budgetMs * Patience, line);
    }

    [Fact]
    public async Task A_hostile_page_neither_hides_it_nor_reads_it()
    {
        shop.Heads["/"] = """
            <style>
            body, body *, html > *:not(head) { display: none !important; visibility: hidden !important; opacity: 0 !important; position: static !important; transform: scale(0) !important; }
            * { color: red !important; font-size: 3px !important; box-sizing: content-box !important; }
            button, iframe { all: unset !important; width: 0 !important; }
            </style>
            """;
        var widget = await EnterShopAsync();
        await widget.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Chat with us" }).IsSeenAsync();

        await widget.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Chat with us" }).ClickAsync();
        await widget.SayAsync("still here");

        var box = await widget.Page.Locator("omni-functions iframe").BoundingBoxAsync();
        Assert.InRange(box!.Width, 380, 390);
        await widget.Page.ShootAsync("embedded-hostile");
        Assert.True(await widget.Page.EvaluateAsync<bool>("() => document.querySelector('omni-functions').shadowRoot.querySelector('iframe').contentDocument === null"));
    }

    [Fact]
    public async Task Under_a_strict_policy_it_needs_what_the_guide_says_and_no_more()
    {
        var ours = Omni.Address.ToString().TrimEnd('/');
        shop.Policy = $"default-src 'none'; script-src {ours}; connect-src {ours}; frame-src {ours}; require-trusted-types-for 'script'";
        var widget = await EnterShopAsync();
        await widget.OpenByKeyboardAsync();
        await widget.SayAsync("strict but fair");
        await widget.Page.ShootAsync("embedded-strict");
    }

    [Fact]
    public async Task A_user_whom_the_shop_has_signed_finds_their_history_and_a_forger_does_not()
    {
        var user = $"user-{Guid.NewGuid():N}";
        var first = await EnterShopAsync();
        await first.Page.EvaluateAsync("(who) => OmniFunctions.identify(who)", Proof(user));
        await first.OpenAsync();
        await first.SayAsync("my secret order");

        var second = await EnterShopAsync();
        await second.Page.EvaluateAsync("(who) => OmniFunctions.identify(who)", Proof(user));
        await second.OpenAsync();
        await second.Log.GetByText("my secret order").IsSeenAsync();

        var forger = await EnterShopAsync();
        var warned = new List<string>();
        forger.Page.Console += (_, message) => warned.Add(message.Text);
        await forger.Page.EvaluateAsync("(who) => OmniFunctions.identify(who)", new { id = user, name = "Mallory", expiresAt = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(), signature = new string('0', 64) });
        await forger.OpenAsync();
        await forger.SayAsync("show me the order");
        Assert.Equal(0, await forger.Log.GetByText("my secret order").CountAsync());
        await Expectations.ComesAboutAsync(() => warned.Any(text => text.Contains("not proved", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Whoever_logs_out_leaves_nothing_behind()
    {
        var widget = await EnterShopAsync();
        await widget.Page.EvaluateAsync("(who) => OmniFunctions.identify(who)", Proof($"user-{Guid.NewGuid():N}"));
        await widget.OpenAsync();
        await widget.SayAsync("not for the next one");

        await widget.Page.EvaluateAsync("() => OmniFunctions.logout()");
        await widget.OpenAsync();
        await widget.SayAsync("I am the next one");

        Assert.Equal(0, await widget.Log.GetByText("not for the next one").CountAsync());
    }

    [Fact]
    public async Task A_picture_is_pasted_and_seen_by_the_agent_and_a_program_is_refused()
    {
        var agent = await SignInAsync();
        var widget = await EnterShopAsync();
        await widget.OpenAsync();
        await widget.SayAsync("this one is broken");
        await agent.AcceptAsync("this one is broken");
        await widget.Field.EvaluateAsync("""
            async (field) => {
              const canvas = document.createElement('canvas');
              canvas.width = canvas.height = 64;
              canvas.getContext('2d').fillRect(8, 8, 48, 48);
              const blob = await new Promise((done) => canvas.toBlob(done));
              const data = new DataTransfer();
              data.items.add(new File([blob], 'broken.png', { type: 'image/png' }));
              field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
            }
            """);
        await widget.Log.Locator("img[alt='broken.png']").IsSeenAsync(BusyPatienceMs);
        await agent.Thread.GetByText("broken.png").First.IsSeenAsync();

        await widget.Frame.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = [0x4D, 0x5A, 0x90, 0, 3] });
        await widget.Frame.GetByText("Files of this kind cannot be sent.").IsSeenAsync();
    }

    [Fact]
    public async Task A_supervisor_sees_the_visitor_and_invites_them()
    {
        var chief = await SignInAsync(name: Chen);
        var widget = await EnterShopAsync("/boots");
        await widget.Page.EvaluateAsync("() => OmniFunctions.track('basket', { sku: 7, price: 99 })");
        await chief.Page.GotoAsync("/desk/#/visitors");
        await chief.Page.ReloadAsync();
        var row = chief.Page.Locator("tr", new PageLocatorOptions { HasText = "Shop /boots" });
        await row.IsSeenAsync();
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Invite", Exact = true }).ClickAsync();
        await row.GetByRole(AriaRole.Textbox).FillAsync("Shall I measure your feet?");
        await row.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Send the invitation" }).ClickAsync();
        await row.GetByText("Chen Wei (demo) · sent").IsSeenAsync();
        await chief.Page.ShootAsync("visitors-board");

        // The page tells that it is there every twenty seconds, and when it is looked at again.
        await widget.Page.EvaluateAsync("() => document.dispatchEvent(new Event('visibilitychange'))");
        await widget.Page.GetByText("Shall I measure your feet?").IsSeenAsync();
        await widget.Page.ShootAsync("embedded-invitation");
        await widget.Page.GetByText("Shall I measure your feet?").ClickAsync();
        await widget.Log.GetByText("Shall I measure your feet?").IsSeenAsync();
        await row.GetByText("accepted").IsSeenAsync();
    }

    [Fact]
    public async Task The_agent_sees_what_the_visitor_asks_about_where_they_were_and_that_they_type()
    {
        var agent = await SignInAsync();
        var widget = await EnterShopAsync("/shoes");
        await widget.Page.EvaluateAsync("() => OmniFunctions.about({ kind: 'product', id: 'sku-7', title: 'Walking shoe', url: location.href, price: '¥ 399' })");
        await widget.OpenAsync();
        await widget.Frame.Locator(".about").GetByText("Walking shoe").IsSeenAsync();
        await widget.Page.ShootAsync("embedded-about");
        await widget.SayAsync("is it waterproof?");
        await agent.AcceptAsync("is it waterproof?");

        await agent.Thread.GetByText("Walking shoe").First.IsSeenAsync();
        await agent.Page.Locator("#panel-track").IsSeenAsync();
        await agent.Page.Locator(".events").GetByText("Shop /shoes").IsSeenAsync();
        await widget.Field.PressSequentiallyAsync("and ");
        await agent.Page.GetByText("The customer is typing…").IsSeenAsync();
        await agent.Page.ShootAsync("desk-visitor");
        await agent.ReplyField.PressSequentiallyAsync("I");
        await widget.Frame.GetByText("is typing…").IsSeenAsync();
    }

    [Fact]
    public async Task An_account_decides_what_is_asked_first_who_is_invited_and_how_it_looks()
    {
        using var chief = await DeskClient.SignInAsync(Omni.Address, "demo", Chen, ServerProcess.DemoPassword);
        await chief.SendAsync(HttpMethod.Put, "/api/admin/channels/webchat/accounts/forms", new
        {
            settings = new Dictionary<string, string>
            {
                ["visitor_key"] = "a-key-of-a-spec-not-a-secret-00000001",
                ["color"] = "#f5c542",
                ["greeting_en"] = "Welcome to the shoe shop.",
                ["prechat_fields"] = "name!,email",
                ["invite_after_seconds"] = "5",
                ["invite_paths"] = "/shoes",
                ["invite_text_en"] = "Which size do you need?",
            },
        });
        shop.Attributes = "data-account=\"demo/forms\"";
        var elsewhere = await EnterShopAsync("/bags");
        var widget = await EnterShopAsync("/shoes");

        await widget.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Which size do you need?" }).ClickAsync();
        await widget.Log.GetByText("Which size do you need?").IsSeenAsync();
        await widget.Frame.GetByLabel("Name").FillAsync("Anna");
        await widget.Frame.GetByLabel("Your question").FillAsync("44, please");
        await widget.Page.ShootAsync("embedded-form");
        await widget.Frame.GetByRole(AriaRole.Button, new FrameLocatorGetByRoleOptions { Name = "Send", Exact = true }).ClickAsync();
        await widget.Log.GetByText("44, please").IsSeenAsync();

        var waiting = Assert.Single(await chief.ListAsync("waiting"));
        Assert.Equal("Anna", waiting.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal(0, await elsewhere.Page.GetByText("Which size do you need?").CountAsync());
    }

    [Theory]
    [InlineData("en-US", ColorScheme.Light, "en-light")]
    [InlineData("en-US", ColorScheme.Dark, "en-dark")]
    [InlineData("zh-CN", ColorScheme.Light, "zh-light")]
    [InlineData("zh-CN", ColorScheme.Dark, "zh-dark")]
    public async Task It_can_be_looked_at_in_both_languages_and_themes(string locale, ColorScheme scheme, string name)
    {
        shop.Attributes = $"data-account=\"demo/site\" data-language=\"{locale}\" data-color=\"#7a1f6e\" data-corner=\"left\"";
        var widget = await EnterShopAsync("/", locale, scheme);
        await widget.OpenAsync();
        await widget.Frame.GetByRole(AriaRole.Textbox).IsSeenAsync();
        await widget.Frame.GetByRole(AriaRole.Textbox).FillAsync(locale == "zh-CN" ? "有蓝色的吗？" : "in blue?");
        await widget.Frame.GetByRole(AriaRole.Textbox).PressAsync("Enter");
        await widget.Log.Locator(".says-customer").First.IsSeenAsync();
        await widget.Page.ShootAsync($"embedded-{name}");
        var box = await widget.Page.Locator("omni-functions iframe").BoundingBoxAsync();
        Assert.InRange(box!.X, 10, 30);
    }

    /// <summary>In each frame: when the field was painted for the first time.</summary>
    private const string NoteField = """
        new MutationObserver((_, observer) => {
          if (!document.querySelector('textarea')) return;
          observer.disconnect();
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => { window.fieldAt = performance.timeOrigin + performance.now(); };
          requestAnimationFrame(() => port2.postMessage(null));
        }).observe(document, { childList: true, subtree: true });
        """;

    private async Task<EmbeddedWidget> EnterShopAsync(string path = "/", string locale = "en-US", ColorScheme scheme = ColorScheme.Light, string? watch = null)
    {
        var page = await OpenPageAsync(locale, scheme);
        if (watch is not null) await page.AddInitScriptAsync(watch);
        await page.GotoAsync(new Uri(shop.Address, path).ToString());
        await page.WaitForFunctionAsync("() => typeof window.OmniFunctions?.open === 'function'");
        return new EmbeddedWidget(page);
    }

    /// <summary>As the shop's server makes it.</summary>
    private static object Proof(string user)
    {
        var expiresAt = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeSeconds();
        var text = string.Create(CultureInfo.InvariantCulture, $"omnifunctions-visitor-v1\ndemo/site\n{user}\n{expiresAt}");
        var secret = Encoding.UTF8.GetBytes(DemoSettings.Account("webchat", "site")["identity_secret"]);
        return new { id = user, name = "Anna", expiresAt, signature = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(text))) };
    }
}
