using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>
/// What customers write is only ever text, on every page, with the content security policy and without it. Each probe tells on itself if anything of it runs:
/// by name, by a dialog, by a sink of the page that was handed it, by an element it became, or by a request to somebody else's server. The numbers are
/// those of the attacks in docs/security.md.
/// </summary>
public sealed class HostileTextSpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared)
{
    /// <summary>In every probe, so that a sink that is handed one is known by it.</summary>
    private const string Mark = HostilePayloads.Mark;

    private const int UsualPayloads = 60;

    private const string Ran = $"top.ran&&top.ran.push('{Mark}')";

    private static readonly string[] Probes =
    [
        // T19, T20: elements that run, by their content or by an event.
        $"<script>{Ran}</script>",
        $"<img src=x onerror=\"{Ran}\">",
        $"<svg onload=\"{Ran}\">",
        $"<svg><animate onbegin=\"{Ran}\" attributeName=x dur=1s>",
        $"<svg><foreignObject><iframe srcdoc=\"<script>{Ran}</script>\"></foreignObject></svg>",
        $"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={Ran}&gt;\">",
        $"<noscript><p title=\"</noscript><img src=x onerror={Ran}>\">",
        $"<details open ontoggle=\"{Ran}\">{Mark}",
        $"<body onload=\"{Ran}\">",
        $"<input autofocus onfocus=\"{Ran}\">",
        $"<video><source onerror=\"{Ran}\"></video>",
        $"<audio src=x onerror=\"{Ran}\">",
        $"<iframe src=\"javascript:{Ran}\"></iframe>",
        $"<object data=\"data:text/html,<script>{Ran}</script>\"></object>",
        $"<embed src=\"javascript:{Ran}\">",
        $"<form action=\"javascript:{Ran}\"><button autofocus>{Mark}</button></form>",
        $"<base href=\"https://evil.example/{Mark}/\">",
        $"<meta http-equiv=refresh content=\"0;url=https://evil.example/{Mark}\">",
        $"<link rel=stylesheet href=\"https://evil.example/{Mark}.css\">",
        $"<style>@import url(https://evil.example/{Mark}.css);*{{background:url(https://evil.example/{Mark})}}</style>",
        $"<template shadowrootmode=open><img src=x onerror=\"{Ran}\"></template>",
        $"<marquee onstart=\"{Ran}\">{Mark}</marquee>",
        $"<a href=\"javascript:{Ran}\">{Mark}</a>",
        $"<isindex type=image src=1 onerror=\"{Ran}\">",
        $"\"><script>{Ran}</script>",
        $"'-{Ran}-'",
        $"</textarea><script>{Ran}</script>",
        $"</title><script>{Ran}</script>",
        $"--><script>{Ran}</script>",
        $"&lt;img src=x onerror={Ran}&gt;",
        $"\u003cimg src=x onerror={Ran}\u003e",
        // T22: links and pictures of lighter markups.
        $"[{Mark}](javascript:{Ran})",
        $"[{Mark}](java&#x73;cript:{Ran})",
        $"![{Mark}](https://evil.example/{Mark}.png)",
        $"javascript:{Ran}//{Mark}",
        $"data:text/html,<script>{Ran}</script>",
        $"vbscript:{Mark}",
        // T23: what template engines would evaluate, and what would pollute every object.
        $"{{{{constructor.constructor(\"{Ran}\")()}}}}",
        $"${{{Ran}}}",
        $"<%= {Ran} %>",
        "{\"__proto__\":{\"" + Mark + "\":1},\"constructor\":{\"prototype\":{\"" + Mark + "\":1}}}",
        // T24, T30: an address that a page would fetch to show what is behind it.
        $"https://evil.example/{Mark}/look",
        $"<img src=\"https://evil.example/{Mark}.gif\" width=1 height=1>",
    ];

    /// <summary>Before anything of the page runs. What it writes is read at the end.</summary>
    private const string Watch = """
        window.ran = [];
        window.sinks = [];
        window.violations = [];
        for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => window.ran.push(name);
        addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
        const told = (sink, value) => { if (String(value).includes('omniprobe')) window.sinks.push(sink); };
        for (const [of, name] of [[Element.prototype, 'innerHTML'], [Element.prototype, 'outerHTML'], [HTMLIFrameElement.prototype, 'srcdoc']]) {
          const own = Object.getOwnPropertyDescriptor(of, name);
          Object.defineProperty(of, name, { ...own, set(value) { told(name, value); own.set.call(this, value); } });
        }
        for (const [of, name] of [[Element.prototype, 'insertAdjacentHTML'], [Document.prototype, 'write'], [Range.prototype, 'createContextualFragment'], [DOMParser.prototype, 'parseFromString']]) {
          const own = of[name];
          of[name] = function (...values) { values.forEach((value) => told(name, value)); return own.apply(this, values); };
        }
        for (const name of ['setTimeout', 'setInterval', 'eval']) {
          const own = window[name];
          window[name] = (code, ...rest) => { if (typeof code === 'string') told(name, code); return own(code, ...rest); };
        }
        """;

    /// <summary>What a probe would have become, had it been taken for markup.</summary>
    private const string Became =
        "script:not([src]), iframe, object, embed, base, form[action], math, foreignObject, meta[http-equiv], template[shadowrootmode], marquee, "
        + "link[href*=omniprobe], img[src*=omniprobe], [onerror], [onload], [ontoggle], [onfocus], [onbegin], [onstart], a[href^=javascript], a[href^=data], a[href^=vbscript], style:not([data-vite-dev-id])";

    private readonly ConcurrentBag<string> elsewhere = [];

    protected override async Task WatchAsync(IBrowserContext context)
    {
        await context.AddInitScriptAsync(Watch);
        context.Request += (_, request) =>
        {
            var asked = new Uri(request.Url);
            if (asked.Scheme is "http" or "https" or "ws" or "wss" && asked.Authority != Omni.Address.Authority) elsewhere.Add(request.Url);
        };
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T20_T22_T23_T24_T30_what_a_customer_writes_is_text_on_the_agents_page(bool withoutPolicy)
    {
        WithoutPolicy = withoutPolicy;
        var desk = await SignInAsync();
        var chat = 900_000_000 + Random.Shared.Next(1_000_000);
        await Customer.WriteOnTelegramAsync(chat, $"<img src=x onerror=\"{Ran}\">", "hello there");
        await desk.AcceptAsync("hello there");
        foreach (var probe in Probes) await Customer.WriteOnTelegramAsync(chat, $"<img src=x onerror=\"{Ran}\">", probe);

        // The last one is there, and so all are; each reads as it was written.
        await desk.Thread.GetByText($"{Mark}.gif").First.IsSeenAsync();
        var shown = await desk.Thread.Locator("p.text").AllTextContentsAsync();
        Assert.All(Probes, probe => Assert.Contains(probe, shown));
        await HarmlessAsync(desk.Page, withoutPolicy);
    }

    /// <summary><c>OMNI_PAYLOADS</c> says how many of the three thousand; a few from everywhere in the list without it.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Each_of_the_hostile_payloads_is_read_as_it_was_written_and_none_of_them_runs(bool withoutPolicy)
    {
        WithoutPolicy = withoutPolicy;
        var payloads = HostilePayloads.Sample(Payloads);
        var desk = await SignInAsync();
        var chat = 910_000_000 + Random.Shared.Next(1_000_000);
        await Customer.WriteOnTelegramAsync(chat, "Probe", "before all of them");
        await desk.AcceptAsync("before all of them");
        foreach (var payload in payloads) await Customer.WriteOnTelegramAsync(chat, "Probe", payload);
        await Customer.WriteOnTelegramAsync(chat, "Probe", "after all of them");

        await desk.Thread.GetByText("after all of them").IsSeenAsync(60_000);
        var shown = await desk.Page.EvaluateAsync<string[]>("""
            async (of) => {
              const thread = document.querySelector('.thread');
              const texts = () => [...document.querySelectorAll('.thread .bubble-customer .text')].map((one) => one.textContent);
              for (let looks = 0; texts().length < of && looks < 2000; looks++) { thread.scrollTop = 0; await new Promise((resolve) => setTimeout(resolve, 20)); }
              return texts();
            }
            """, payloads.Count + 2);
        var asWritten = payloads.Count(shown.ToHashSet(StringComparer.Ordinal).Contains);
        output.WriteLine($"{asWritten} of {payloads.Count} payloads are read as they were written, {(withoutPolicy ? "without" : "with")} the content security policy");
        Assert.Equal(["before all of them", .. payloads, "after all of them"], shown);
        await HarmlessAsync(desk.Page, withoutPolicy);
    }

    [Fact]
    public void There_are_three_thousand_hostile_payloads_and_no_two_are_the_same()
    {
        Assert.Equal(HostilePayloads.Count, HostilePayloads.All.Distinct(StringComparer.Ordinal).Count());
        Assert.All(HostilePayloads.All, payload => Assert.Contains(Mark, payload, StringComparison.Ordinal));
    }

    private static int Payloads =>
        int.TryParse(Environment.GetEnvironmentVariable("OMNI_PAYLOADS"), CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, HostilePayloads.Count) : UsualPayloads;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T20_T22_T23_T24_what_an_agent_writes_is_text_on_the_customers_page_and_a_colleagues(bool withoutPolicy)
    {
        WithoutPolicy = withoutPolicy;
        var desk = await SignInAsync();
        var visitor = await VisitAsync();
        await visitor.SayAsync("is anybody there");
        await desk.AcceptAsync("is anybody there");
        string[] few = [Probes[0], Probes[1], Probes[9], Probes[22], Probes[37], Probes[^1]];
        foreach (var probe in few) await desk.ReplyAsync(probe);
        await visitor.Log.GetByText($"{Mark}.gif").First.IsSeenAsync();
        var shown = await visitor.Log.InnerTextAsync();
        Assert.All(few, probe => Assert.Contains(probe, shown, StringComparison.Ordinal));
        await HarmlessAsync(visitor.Page, withoutPolicy);

        var chen = await SignInAsync(name: Chen, presence: "away");
        await chen.ShowAsync("open");
        await chen.OpenAsync($"{Mark}.gif");
        await chen.Thread.GetByText($"{Mark}.gif").First.IsSeenAsync();
        await HarmlessAsync(chen.Page, withoutPolicy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task T21_T22_links_and_names_of_files_that_customers_choose_are_text_too(bool withoutPolicy)
    {
        WithoutPolicy = withoutPolicy;
        var desk = await SignInAsync();
        var visitor = await VisitorAsync();
        var svg = $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Ran}\"><script>{Ran}</script></svg>";
        Assert.False(await BringAsync(visitor, "drawn.svg", svg, "a drawing"));
        Assert.True(await BringAsync(visitor, $"<img src=x onerror={Ran}>.svg", "notes", "a picture"));
        await desk.AcceptAsync("a picture");
        await desk.Thread.GetByText(Mark).First.IsSeenAsync();
        await WriteLinkAsync($"javascript:{Ran}");
        await desk.Entry(Linked).IsSeenAsync();
        await desk.OpenAsync(Linked);
        await desk.Thread.GetByText("read this").First.IsSeenAsync();
        await HarmlessAsync(desk.Page, withoutPolicy);
    }

    [Fact]
    public async Task T25_the_desk_stands_in_nobodys_frame_and_keeps_no_hold_of_who_opened_it()
    {
        var page = await OpenAsync("/desk/", "en-US");
        await page.Context.RouteAsync("http://evil.example/**", route => route.FulfillAsync(new RouteFulfillOptions
        {
            ContentType = "text/html",
            Body = $"<iframe id=f src=\"{Omni.Address}desk/\"></iframe><a id=o href=\"#\" onclick=\"window.open('{Omni.Address}desk/');return false\">open</a>",
        }));
        var evil = await page.Context.NewPageAsync();
        await evil.GotoAsync("http://evil.example/");
        await Expectations.ComesAboutAsync(() => evil.Frames.Count == 2 && evil.Frames[1].Url.StartsWith("chrome-error:", StringComparison.Ordinal));

        var opened = await page.Context.RunAndWaitForPageAsync(() => evil.ClickAsync("#o"));
        await opened.Locator("input[name=tenant]").IsSeenAsync();
        Assert.True(await opened.EvaluateAsync<bool>("() => window.opener === null"));
    }

    private async Task HarmlessAsync(IPage page, bool withoutPolicy)
    {
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.ran"));
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.sinks"));
        Assert.Empty(await page.EvaluateAsync<string[]>("selector => [...document.querySelectorAll(selector)].map((element) => element.outerHTML.slice(0, 200))", Became));
        Assert.False(await page.EvaluateAsync<bool>($"() => '{Mark}' in {{}}"));
        // The policy had nothing to hold back: it is the second wall and not the first.
        if (!withoutPolicy) Assert.Empty(await page.EvaluateAsync<string[]>("() => window.violations"));
        Assert.Empty(elsewhere);
    }

    /// <summary>What the list says of a link.</summary>
    private const string Linked = "[link] read this";

    private async Task<string> VisitorAsync()
    {
        using var http = new HttpClient { BaseAddress = Omni.Address };
        using var answer = await http.PostAsJsonAsync(new Uri("/api/widget/demo/site/session", UriKind.Relative), new { });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("visitor").GetProperty("token").GetString()!;
    }

    /// <returns>False when the file was refused.</returns>
    private async Task<bool> BringAsync(string visitor, string name, string content, string text)
    {
        using var http = new HttpClient { BaseAddress = Omni.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", visitor);
        using var bytes = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        using var kept = await http.PostAsync(new Uri($"/api/widget/demo/site/files?name={Uri.EscapeDataString(name)}", UriKind.Relative), bytes);
        if (!kept.IsSuccessStatusCode) return false;
        var file = (await kept.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        using var said = await http.PostAsJsonAsync(new Uri("/webhooks/demo/webchat/site", UriKind.Relative), new { id = "v1", text, file = new { id = file, name, mime = "image/svg+xml", size = content.Length }, sentAt = DateTimeOffset.UtcNow });
        said.EnsureSuccessStatusCode();
        return true;
    }

    /// <summary>A link message of WeChat, whose address is whatever the customer's client says.</summary>
    private async Task WriteLinkAsync(string address)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var xml = $"<xml><ToUserName><![CDATA[gh_demo]]></ToUserName><FromUserName><![CDATA[hostile-{Guid.NewGuid():N}]]></FromUserName><CreateTime>{now}</CreateTime><MsgType><![CDATA[link]]></MsgType>"
            + $"<Title><![CDATA[read this]]></Title><Description><![CDATA[<img src=x onerror={Ran}>]]></Description><Url><![CDATA[{address}]]></Url><MsgId>{now}</MsgId></xml>";
        using var http = new HttpClient { BaseAddress = Omni.Address };
        using var content = new StringContent(xml, Encoding.UTF8, "text/xml");
        using var answer = await http.PostAsync(new Uri($"/webhooks/demo/wechat-oa/service?{DemoSettings.WeChat.PlainQuery(now, "hostile")}", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
    }
}
