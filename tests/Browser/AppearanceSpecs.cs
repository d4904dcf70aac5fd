using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>Pictures of each page in both languages and both lights, and that nothing on them is cut off.</summary>
public sealed class AppearanceSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, "zh-light")]
    [InlineData("en-US", ColorScheme.Dark, "en-dark")]
    public async Task Every_page_shows_all_of_what_it_says(string locale, ColorScheme scheme, string face)
    {
        var signIn = await OpenAsync("/desk/", locale, scheme);
        await signIn.Locator("input[name=tenant]").IsSeenAsync();
        await signIn.ShootAsync($"sign-in-{face}");

        var agent = await SignInAsync(locale, scheme: scheme);
        await Customer.WriteOnWeChatAsync($"picture-{face}", "你好，我上周买的外套尺码不对，可以换一件吗？");
        await agent.Entry("你好").IsSeenAsync();
        await Customer.WriteOnTelegramAsync(700_200 + (int)scheme, "Ivan", "Hello! Can I change the address of order 2210? We have moved.");
        await agent.Entry("Hello!").IsSeenAsync();
        var visitor = await VisitAsync(locale, scheme);
        await visitor.SayAsync("Where is my order 1024?");
        await agent.AcceptAsync("Where is my order 1024?");
        await agent.ReplyAsync("It left the warehouse this morning. You will have it on Thursday.");
        await visitor.Log.GetByText("It left the warehouse").IsSeenAsync();
        await visitor.SayAsync("Thank you!");
        await agent.Thread.GetByText("Thank you!").IsSeenAsync();

        await Assertions.Expect(agent.Presence).ToHaveValueAsync("online");
        await agent.Page.ShootAsync($"desk-{face}");
        await visitor.Page.ShootAsync($"widget-{face}");
        Assert.Empty(await CutOffAsync(agent.Page, ".channel-mark, .tabs button, .top :not(.brand), th, button"));
        Assert.Empty(await CutOffAsync(visitor.Page, "h1, button, [role=status]"));
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, "zh-light")]
    [InlineData("en-US", ColorScheme.Dark, "en-dark")]
    public async Task The_supervisors_pages_and_the_windows_show_all_of_what_they_say(string locale, ColorScheme scheme, string face)
    {
        var chen = await SignInAsync(locale, Chen, scheme: scheme);
        await Customer.WriteOnWeChatAsync($"window-{face}", "你好，可以开发票吗？");
        await chen.AcceptAsync("可以开发票吗？");

        foreach (var (key, window) in (ValueTuple<string, string>[])[("T", "transfer"), ("H", "consult"), ("Z", "snooze"), ("X", "close"), ("S", "schedule"), ("B", "callback"), ("L", "labels"), ("I", "profile"), ("K", "bar")])
        {
            await chen.Page.Keyboard.PressAsync($"Alt+Key{key}");
            await chen.Window.IsSeenAsync();
            await chen.Page.ShootAsync($"window-{window}-{face}");
            Assert.Empty(await CutOffAsync(chen.Page, "dialog h2, dialog button, dialog label > span, dialog legend, dialog small"));
            await chen.Page.Keyboard.PressAsync("Escape");
            await chen.Window.IsAbsentAsync();
        }

        foreach (var page in (string[])["policies", "lab"])
        {
            await chen.Page.EvaluateAsync("page => { location.hash = '#/' + page; location.reload(); }", page);
            await chen.Page.Locator(".page-head h2").IsSeenAsync();
            await chen.Page.Locator(".page table, .editor").First.IsSeenAsync();
            await chen.Page.ShootAsync($"page-{page}-{face}");
            Assert.Empty(await CutOffAsync(chen.Page, ".page-links button, .page-head *, .page th, .page button"));
        }
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light, 1_300)]
    [InlineData("en-US", ColorScheme.Dark, 1_300)]
    [InlineData("en-US", ColorScheme.Light, 1_920)]
    public async Task The_top_bar_and_long_windows_keep_what_they_say_in_sight(string locale, ColorScheme scheme, int width)
    {
        var chen = await SignInAsync(locale, Chen, scheme: scheme);
        await chen.Page.SetViewportSizeAsync(width, 860);
        await chen.Page.Locator(".live-connected").IsSeenAsync();
        var wrapped = await chen.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.top *')].filter((one) => one.children.length === 0 && one.getClientRects().length > 1).map((one) => one.textContent)");
        Assert.Empty(wrapped);
        Assert.Empty(await CutOffAsync(chen.Page, ".top, .page-links, .page-links button, .top .load, .top .live, .top .me"));
        await chen.Page.ShootAsync($"top-bar-{width}-{locale}");

        await chen.OpenPageAsync("channels");
        await chen.Page.Locator(".page-head .primary").ClickAsync();
        await chen.Window.Locator("select").First.SelectOptionAsync("wechat-oa");
        var buttons = await chen.Window.Locator("footer").BoundingBoxAsync();
        Assert.True(buttons!.Y + buttons.Height <= 860, "The buttons are below the window's edge.");
        await chen.Page.ShootAsync($"window-account-{width}-{locale}");
    }

    /// <summary>The texts that are wider than the room they have.</summary>
    private static Task<string[]> CutOffAsync(IPage page, string selector) => page.EvaluateAsync<string[]>("""
        selector => [document.documentElement, ...document.querySelectorAll(selector)]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
          .map((element) => element.className + ': ' + element.textContent)
        """, selector);
}
