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

    /// <summary>
    /// From doing something to the first frame with what it brought about: looked for in each animation frame, and timed by a message posted in that frame, which is
    /// handled after it was painted.
    /// </summary>
    private const string TimeToPaint = """
        async ([action, wanted, text]) => {
          const has = () => [...document.querySelectorAll(wanted)].some((one) => one.textContent.includes(text));
          const frame = () => new Promise((resolve) => requestAnimationFrame(() => {
            const seen = has();
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(seen);
            port2.postMessage(null);
          }));
          const began = performance.now();
          if (action === 'enter') document.querySelector('#reply').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
          else document.querySelector(action).click();
          while (!await frame());
          return performance.now() - began;
        }
        """;

    /// <summary>How often each time is taken; the one in the middle is told.</summary>
    private const int Tries = 3;

    private const int OwnMessages = 5;

    private readonly List<string> told = [];

    [Fact]
    public async Task The_desk_keeps_its_budgets()
    {
        var staged = new Staged();
        for (var n = 1; n <= Tries; n++) staged.Add($"short{n}", "serving", Li, messages: 500);
        staged.Add("long", "serving", Li, messages: 5_000);
        for (var n = 0; n < 9_999 - Tries; n++) staged.Add($"c{n:00000}", "waiting", change: one => one["waitingSince"] = "2026-01-05T08:00:00.000Z");
        var li = await SignInAsync(presence: "away");
        var (paints, lists, tasks) = (new List<double>(), new List<double>(), new List<double>());
        for (var turn = 1; turn < Tries; turn++) await using (var cold = await ColdAsync(li)) await LoadAsync(await StagedPageAsync(cold, staged));
        await using var context = await ColdAsync(li);
        var page = await StagedPageAsync(context, staged);
        await LoadAsync(page);
        await WeighAsync(page);
        Time("first paint", paints, 150, "LHC 312");
        Time("usable list, cold", lists, 300, "LHC 959, of 1,000");
        Time("longest task while loading", tasks, 50, "LHC 115");
        await ListAsync(page);
        await ConversationsAsync(page);
        await OwnMessagesAsync(page);

        foreach (var line in told) output.WriteLine(line);
        await File.WriteAllLinesAsync(Path.Combine(Pictures.Folder, "desk-budgets.txt"), told);

        async Task LoadAsync(IPage loading)
        {
            await loading.GotoAsync("/desk/");
            await loading.Locator("[data-conversation]").First.IsSeenAsync();
            await loading.Locator(".live-connected").IsSeenAsync();
            await loading.Locator("#tab-open .count").GetByText("10000").IsSeenAsync(60_000);
            paints.Add(await loading.EvaluateAsync<double>("() => performance.getEntriesByName('first-contentful-paint')[0].startTime"));
            lists.Add(await loading.EvaluateAsync<double?>("() => window.seen.usable") ?? double.NaN);
            tasks.Add(await loading.EvaluateAsync<double>("() => window.seen.longest"));
        }
    }

    /// <summary>A browser that knows who the agent is and has none of the desk's files.</summary>
    private async Task<IBrowserContext> ColdAsync(AgentDesk desk) => await desk.Page.Context.Browser!.NewContextAsync(new BrowserNewContextOptions
    {
        StorageState = await desk.Page.Context.StorageStateAsync(),
        Locale = "en-US",
        BaseURL = Omni.Address.ToString(),
        ViewportSize = new ViewportSize { Width = 1440, Height = 860 },
    });

    private static async Task<IPage> StagedPageAsync(IBrowserContext context, Staged staged)
    {
        var page = await context.NewPageAsync();
        await staged.ServeAsync(page);
        await page.AddInitScriptAsync($"({Watch})()");
        return page;
    }

    private async Task WeighAsync(IPage page)
    {
        var files = await page.EvaluateAsync<JsonElement>("""
            () => {
              const files = performance.getEntriesByType('resource').filter((one) => new URL(one.name).pathname.startsWith('/desk/') || /\.(js|css|woff2?|svg)$/.test(new URL(one.name).pathname));
              const bytes = (end) => files.filter((one) => new URL(one.name).pathname.endsWith(end)).reduce((sum, one) => sum + one.encodedBodySize, 0);
              return { js: bytes('.js'), css: bytes('.css'), requests: files.length + 1, fonts: files.filter((one) => /woff/.test(one.name)).length,
                heap: performance.memory?.usedJSHeapSize ?? 0 };
            }
            """);
        Judge("JavaScript, Brotli", files.GetProperty("js").GetDouble() / 1000, "kB", 170, "LHC 250, LibreDesk 484, Chatwoot 2,163, Campfire 175");
        Judge("CSS, Brotli", files.GetProperty("css").GetDouble() / 1000, "kB", 10, "LHC 30.6, LibreDesk 14.9, Chatwoot 152, Campfire 19.5");
        Judge("requests for the page and its files", files.GetProperty("requests").GetDouble(), "", 8, "LHC 29, LibreDesk 115 chunks, Chatwoot 21, Campfire 91");
        Judge("web fonts", files.GetProperty("fonts").GetDouble(), "", 0, "");
        Judge("layout shift", await page.EvaluateAsync<double>("() => window.seen.shift"), "", 0.01, "LHC 0.055");
        told.Add(Line("JavaScript heap with 10,000 conversations", files.GetProperty("heap").GetDouble() / 1_048_576, "MiB", null, "LHC 9.3, empty"));
    }

    private async Task ListAsync(IPage page)
    {
        var took = new List<double>();
        for (var turn = 0; turn < Tries; turn++)
        {
            await page.Locator("#tab-mine").ClickAsync();
            took.Add(await PaintedAsync(page, "#tab-open", "[data-conversation]", "Customer c"));
        }

        Time("list of 10,000 painted", took, 50, "LHC 812 to 1,330, of 1,000");
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

    /// <summary>Each is opened for the first time, and is then read up to its beginning.</summary>
    private async Task ConversationsAsync(IPage page)
    {
        await page.Locator("#tab-mine").ClickAsync();
        var took = new List<double>();
        for (var n = 1; n <= Tries; n++) took.Add(await OpenAsync(page, $"short{n}", 500));
        Time("conversation of 500 messages opened", took, 60, "LHC 378 for the last 50 of 600");
        await ReadToBeginningAsync(page, 500);
        Time("conversation of 5,000 messages opened", [await OpenAsync(page, "long", 5_000)], 300, "");
        await ReadToBeginningAsync(page, 5_000);
    }

    private static async Task<double> OpenAsync(IPage page, string id, int messages)
    {
        await page.Locator($"[data-conversation='{id}']").IsSeenAsync();
        return await PaintedAsync(page, $"[data-conversation='{id}']", ".bubble", $"message {messages} of {id}");
    }

    private static async Task ReadToBeginningAsync(IPage page, int messages) => Assert.Equal(messages, await page.EvaluateAsync<int>("""
        async ([of]) => {
          const thread = document.querySelector('.thread');
          const count = () => document.querySelectorAll('.thread .bubble').length;
          for (let looks = 0; count() < of && looks < 4000; looks++) { thread.scrollTop = 0; await new Promise((resolve) => setTimeout(resolve, 10)); }
          return count();
        }
        """, new[] { messages }));

    private async Task OwnMessagesAsync(IPage page)
    {
        var took = new List<double>();
        for (var n = 1; n <= OwnMessages; n++)
        {
            await page.Locator("#reply").FillAsync($"said and seen {n}");
            took.Add(await PaintedAsync(page, "enter", ".bubble-agent", $"said and seen {n}"));
        }

        Time("own message on screen after Enter, in that conversation", took, 16, "LHC 10, at most 16");
    }

    private static Task<double> PaintedAsync(IPage page, string action, string wanted, string text) => page.EvaluateAsync<double>(TimeToPaint, new[] { action, wanted, text });

    private void Judge(string what, double found, string unit, double budget, string peers)
    {
        told.Add(Line(what, found, unit, budget, peers));
        Assert.True(found <= budget, told[^1]);
    }

    private void Time(string what, IReadOnlyList<double> tookMs, double budgetMs, string peers)
    {
        var sorted = tookMs.Order().ToList();
        var middle = sorted[sorted.Count / 2];
        told.Add(Line(what, middle, "ms", budgetMs, peers) + (sorted.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"; {sorted.Count} tries, {sorted[0]:0.#} to {sorted[^1]:0.#}") : ""));
        Assert.True(middle <= budgetMs * Patience, told[^1]);
    }

    private static string Line(string what, double found, string unit, double? budget, string peers) => string.Create(
        CultureInfo.InvariantCulture, $"{what,-58} {found,10:0.###} {unit,-4} {(budget is { } most ? $"of {most:0.###}" : ""),-10} {(peers.Length > 0 ? $"peers: {peers}" : "")}");
}
