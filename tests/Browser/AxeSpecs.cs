using System.Text.Json;
using Microsoft.Playwright;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>Every screen of the desk before axe, in both lights and both languages: no finding of any impact.</summary>
public sealed class AxeSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    private static readonly string Axe = File.ReadAllText(Path.Combine(Pictures.Folder, "../web/node_modules/axe-core/axe.min.js"));

    private readonly List<string> findings = [];

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("en-US", ColorScheme.Light)]
    [InlineData("en-US", ColorScheme.Dark)]
    public async Task Axe_finds_nothing_on_any_screen(string locale, ColorScheme scheme)
    {
        using var supervisor = await DeskClient.SignInAsync(Omni.Address, "demo", Chen, ServerProcess.DemoPassword);
        await supervisor.SendAsync(HttpMethod.Put, "/api/macros/axe", new
        {
            shortcut = "axe",
            title = "Label and close",
            actions = new object[] { new { type = "label", add = new[] { "axe" } }, new { type = "close", reason = "resolved" } },
            isShared = true,
        });
        await LookAsync(await OpenAsync("/desk/", locale, scheme), "sign-in");
        var chen = await SignInAsync(locale, Chen, scheme: scheme);
        var page = chen.Page;
        await LookAsync(page, "empty desk");
        await Customer.WriteOnTelegramAsync(820_000 + (int)scheme + (locale == "zh-CN" ? 100 : 0), "Axel", "can everybody read this?");
        await chen.AcceptAsync("can everybody read this?");
        await chen.ReplyAsync("We hope so.");
        await LookAsync(page, "conversation");
        await page.Keyboard.PressAsync("Alt+KeyJ");
        await LookAsync(page, "menu");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Alt+KeyN");
        await LookAsync(page, "note");
        await page.Keyboard.PressAsync("Alt+KeyR");
        await page.Keyboard.TypeAsync("/");
        await LookAsync(page, "phrases in the reply");
        await chen.ReplyField.FillAsync("/axe");
        await page.Locator(".mentions").GetByText("/axe").IsSeenAsync();
        await page.Keyboard.PressAsync("Enter");
        await chen.Window.IsSeenAsync();
        await LookAsync(page, "macro");
        await page.Keyboard.PressAsync("Escape");
        await chen.Window.IsAbsentAsync();
        await chen.ReplyField.FillAsync("");
        foreach (var key in (string[])["KeyM", "KeyT", "KeyH", "KeyZ", "KeyX", "KeyS", "KeyB", "KeyL", "KeyP", "KeyI", "KeyY", "KeyK"])
        {
            await page.Keyboard.PressAsync($"Alt+{key}");
            await chen.Window.IsSeenAsync();
            await LookAsync(page, $"window {key}");
            await page.Keyboard.PressAsync("Escape");
            await chen.Window.IsAbsentAsync();
        }

        foreach (var name in (string[])["search", "board", "phrases", "attendance", "policies", "channels", "lab"])
        {
            await page.EvaluateAsync("page => { location.hash = '#/' + page; location.reload(); }", name);
            await page.Locator(".page-head h2").IsSeenAsync();
            await LookAsync(page, $"page {name}");
        }

        await chen.OpenPageAsync("board");
        await page.Locator("[data-sign-in]").First.ClickAsync();
        await chen.Window.Locator("input[type=email]:enabled").IsSeenAsync();
        await LookAsync(page, "window sign-in");
        await page.Keyboard.PressAsync("Escape");
        await chen.OpenPageAsync("phrases");
        await page.Locator(".macros .primary").ClickAsync();
        foreach (var kind in (string[])["reply", "label", "priority", "snooze"]) await chen.Window.Locator($"[data-kind={kind}]").ClickAsync();
        await LookAsync(page, "window macro");
        using var gone = await supervisor.Http.DeleteAsync(new Uri("/api/macros/axe", UriKind.Relative));
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>Evaluated from outside the page, so that its policy on scripts stays as it is.</summary>
    private async Task LookAsync(IPage page, string screen)
    {
        await page.EvaluateAsync(Axe);
        var found = await page.EvaluateAsync<JsonElement>("""
            async () => {
              const { violations } = await axe.run(document, { resultTypes: ['violations'] });
              return violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary) }));
            }
            """);
        findings.AddRange(found.EnumerateArray().Select(one =>
            $"{screen}: {one.GetProperty("impact").GetString()} {one.GetProperty("id").GetString()} {string.Join(" | ", one.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()))}"));
    }
}
