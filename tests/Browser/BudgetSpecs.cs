using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>
/// What the desk weighs and how long it takes, told beside what peers take (measured on two cores in a headless Chromium). Weights and counts are the same everywhere
/// and are judged; times are judged with patience, since machines differ and others run beside.
/// </summary>
public sealed class BudgetSpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared)
{
    /// <summary>How much longer than its budget a time may be on a machine that does other things as well.</summary>
    private const int Patience = 20;

    private const string Watch = """
        () => {
          window.seen = { shift: 0, longest: 0, usable: null };
          new PerformanceObserver((list) => list.getEntries().forEach((one) => { if (!one.hadRecentInput) window.seen.shift += one.value; })).observe({ type: 'layout-shift', buffered: true });
          new PerformanceObserver((list) => list.getEntries().forEach((one) => { window.seen.longest = Math.max(window.seen.longest, one.duration); })).observe({ type: 'longtask', buffered: true });
          new MutationObserver((_, self) => {
            if (!document.querySelector('[data-conversation]')) return;
            window.seen.usable = performance.now();
            self.disconnect();
          }).observe(document, { childList: true, subtree: true });
        }
        """;

    /// <summary>From doing something to what it brought about being painted: a message posted in an animation frame is handled after that frame.</summary>
    private const string TimeToPaint = """
        async ([action, wanted, text]) => {
          const has = () => [...document.querySelectorAll(wanted)].some((one) => one.textContent.includes(text));
          const painted = () => new Promise((resolve) => requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); port1.onmessage = resolve; port2.postMessage(null); }));
          const began = performance.now();
          if (action === 'enter') document.querySelector('#reply').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
          else document.querySelector(action).click();
          while (!has()) await new Promise((resolve) => setTimeout(resolve));
          await painted();
          return performance.now() - began;
        }
        """;

    private readonly List<string> told = [];

    [Fact]
    public async Task The_desk_keeps_its_budgets()
    {
        var staged = new Staged();
        staged.Add("short", "serving", Li, messages: 500);
        staged.Add("long", "serving", Li, messages: 5_000);
        for (var n = 0; n < 9_998; n++) staged.Add($"c{n:00000}", "waiting", change: one => one["waitingSince"] = "2026-01-05T08:00:00.000Z");
        var li = await SignInAsync(presence: "away");
        var page = await li.Page.Context.NewPageAsync();
        await staged.ServeAsync(page);
        await page.AddInitScriptAsync($"({Watch})()");

        await LoadAsync(page);
        await ListAsync(page);
        await ConversationsAsync(page);
        await OwnMessageAsync(page);

        foreach (var line in told) output.WriteLine(line);
        await File.WriteAllLinesAsync(Path.Combine(Pictures.Folder, "desk-budgets.txt"), told);
    }

    private async Task LoadAsync(IPage page)
    {
        await page.GotoAsync("/desk/");
        await page.Locator("[data-conversation]").First.IsSeenAsync();
        await page.Locator(".live-connected").IsSeenAsync();
        await page.Locator("#tab-open .count").GetByText("10000").IsSeenAsync(60_000);
        var files = await page.EvaluateAsync<JsonElement>("""
            () => {
              const files = performance.getEntriesByType('resource').filter((one) => new URL(one.name).pathname.startsWith('/desk/') || /\.(js|css|woff2?|svg)$/.test(new URL(one.name).pathname));
              const bytes = (end) => files.filter((one) => new URL(one.name).pathname.endsWith(end)).reduce((sum, one) => sum + one.encodedBodySize, 0);
              return { js: bytes('.js'), css: bytes('.css'), requests: files.length + 1, fonts: files.filter((one) => /woff/.test(one.name)).length,
                paint: performance.getEntriesByName('first-contentful-paint')[0].startTime, heap: performance.memory?.usedJSHeapSize ?? 0 };
            }
            """);
        Judge("JavaScript, Brotli", files.GetProperty("js").GetDouble() / 1000, "kB", 170, "LHC 250, LibreDesk 484, Chatwoot 2,163, Campfire 175");
        Judge("CSS, Brotli", files.GetProperty("css").GetDouble() / 1000, "kB", 10, "LHC 30.6, LibreDesk 14.9, Chatwoot 152, Campfire 19.5");
        Judge("requests for the page and its files", files.GetProperty("requests").GetDouble(), "", 8, "LHC 29, LibreDesk 115 chunks, Chatwoot 21, Campfire 91");
        Judge("web fonts", files.GetProperty("fonts").GetDouble(), "", 0, "");
        Time("first paint", files.GetProperty("paint").GetDouble(), 150, "LHC 312");
        var cold = await page.EvaluateAsync<double?>("() => window.seen.usable");
        Time("usable list, cold", cold ?? double.NaN, 300, "LHC 959, of 1,000");
        Judge("layout shift", await page.EvaluateAsync<double>("() => window.seen.shift"), "", 0.01, "LHC 0.055");
        Time("longest task while loading", await page.EvaluateAsync<double>("() => window.seen.longest"), 50, "LHC 115");
        told.Add(Line("JavaScript heap with 10,000 conversations", files.GetProperty("heap").GetDouble() / 1_048_576, "MiB", null, "LHC 9.3, empty"));
    }

    private async Task ListAsync(IPage page)
    {
        await page.Locator("#tab-mine").ClickAsync();
        Time("list of 10,000 painted", await PaintedAsync(page, "#tab-open", "[data-conversation]", "message"), 50, "LHC 812 to 1,330, of 1,000");
        Judge("elements on the page then", await page.EvaluateAsync<double>("() => document.querySelectorAll('*').length"), "", 2_500, "LHC 30,400");
        var framesPerSecond = await page.EvaluateAsync<double>("""
            async () => {
              const list = document.querySelector('.list-scroll');
              const frames = 60;
              const began = performance.now();
              for (let n = 0; n < frames; n++) { list.scrollTop += 400; await new Promise(requestAnimationFrame); }
              return frames / ((performance.now() - began) / 1000);
            }
            """);
        told.Add(Line("frames a second while it scrolls", framesPerSecond, "", 50, ""));
        await page.EvaluateAsync("() => { document.querySelector('.list-scroll').scrollTop = 0; }");
    }

    private async Task ConversationsAsync(IPage page)
    {
        await page.Locator("#tab-mine").ClickAsync();
        foreach (var (id, of, budgetMs, peers) in (ValueTuple<string, int, int, string>[])[("short", 500, 60, "LHC 378 for the last 50 of 600"), ("long", 5_000, 300, "")])
        {
            var address = $"[data-conversation='{id}']";
            await page.Locator("#tab-open").ClickAsync();
            await page.EvaluateAsync("""
                async (address) => {
                  const list = document.querySelector('.list-scroll');
                  for (let top = 0; !document.querySelector(address); top += 400) { list.scrollTop = top; await new Promise(requestAnimationFrame); }
                }
                """, address);
            Time($"conversation of {of:N0} messages opened", await PaintedAsync(page, address, ".bubble", $"message {of} of {id}"), budgetMs, peers);
            var reached = await page.EvaluateAsync<int>("""
                async ([of]) => {
                  const thread = document.querySelector('.thread');
                  const count = () => document.querySelectorAll('.thread .bubble').length;
                  for (let looks = 0; count() < of && looks < 4000; looks++) { thread.scrollTop = 0; await new Promise((resolve) => setTimeout(resolve, 10)); }
                  return count();
                }
                """, new[] { of });
            Assert.Equal(of, reached);
        }
    }

    private async Task OwnMessageAsync(IPage page)
    {
        await page.Locator("#reply").FillAsync("said and seen");
        Time("own message on screen after Enter, in that conversation", await PaintedAsync(page, "enter", ".bubble-agent", "said and seen"), 16, "LHC 10, at most 16");
    }

    private static Task<double> PaintedAsync(IPage page, string action, string wanted, string text) => page.EvaluateAsync<double>(TimeToPaint, new[] { action, wanted, text });

    private void Judge(string what, double found, string unit, double budget, string peers)
    {
        told.Add(Line(what, found, unit, budget, peers));
        Assert.True(found <= budget, told[^1]);
    }

    private void Time(string what, double foundMs, double budgetMs, string peers)
    {
        told.Add(Line(what, foundMs, "ms", budgetMs, peers));
        Assert.True(foundMs <= budgetMs * Patience, told[^1]);
    }

    private static string Line(string what, double found, string unit, double? budget, string peers) => string.Create(
        CultureInfo.InvariantCulture, $"{what,-58} {found,10:0.###} {unit,-4} {(budget is { } most ? $"of {most:0.###}" : ""),-10} {(peers.Length > 0 ? $"peers: {peers}" : "")}");
}
