using System.Text.RegularExpressions;

namespace OmniFunctions.Tests.Browser;

/// <summary>Everything that can be done with a conversation is begun by keys alone: nothing here touches the mouse.</summary>
public sealed partial class KeyboardSpecs(SharedSystem shared) : BrowserSpec(shared)
{
    private const int MostStops = 80;

    /// <summary>Conversations between them in every state in which something can be done, and what a supervisor can do then and in no state before.</summary>
    private static readonly (string Id, string Phase, string? Holder, Action<System.Text.Json.Nodes.JsonObject>? Change)[] States =
    [
        ("offered", "offered", Chen, null),
        ("waiting", "waiting", null, null),
        ("serving", "serving", Chen, one =>
        {
            one["participants"] = new System.Text.Json.Nodes.JsonArray(Staged.Participant(Wang, "taking"));
            one["callback"] = new System.Text.Json.Nodes.JsonObject { ["dueAt"] = "2026-01-06T08:00:00.000Z", ["zone"] = null, ["attempt"] = 0, ["of"] = 3 };
        }),
        ("consulting", "serving", Chen, one => one["consult"] = new System.Text.Json.Nodes.JsonObject { ["by"] = Staged.Named(Chen, Chen), ["agent"] = Staged.Named(Li, Li) }),
        ("paused", "waitingOnCustomer", Chen, null),
        ("asleep", "snoozed", null, one => one["snoozedBy"] = Staged.Named(Chen, Chen)),
        ("wrapping", "wrapUp", Chen, null),
        ("over", "closed", null, null),
        ("merged", "merged", null, one => one["mergedInto"] = "serving"),
        ("theirs", "serving", Li, null),
        ("watched", "serving", Li, one => one["participants"] = new System.Text.Json.Nodes.JsonArray(Staged.Participant(Chen, "watching"))),
        ("helped", "serving", Li, one => one["participants"] = new System.Text.Json.Nodes.JsonArray(Staged.Participant(Chen, "taking"))),
    ];

    /// <summary>Until the address says which conversation is open.</summary>
    private static readonly TimeSpan StepTime = TimeSpan.FromMilliseconds(60);

    [Fact]
    public async Task Every_action_is_begun_and_every_window_is_filled_in_and_left_by_keys()
    {
        var staged = new Staged();
        foreach (var (id, phase, holder, change) in States) staged.Add(id, phase, holder, change);
        var chen = await SignInAsync(name: Chen, presence: "away");
        await staged.ServeAsync(chen.Page);
        await chen.Page.ReloadAsync();
        await chen.Entries.First.IsSeenAsync();

        var begun = new HashSet<string>();
        foreach (var (id, phase, _, _) in States)
        {
            await chen.Page.Keyboard.PressAsync(phase is "closed" or "merged" ? "Alt+Digit4" : "Alt+Digit3");
            await chen.Entry($"of {id}").IsSeenAsync();
            await StepToAsync(chen, id);
            foreach (var action in await ListedAsync(chen))
            {
                if (!begun.Add(action)) continue;
                await BeginAsync(chen, staged, id, action);
            }
        }

        Assert.Equal(ActionIds().Order(), begun.Order());
    }

    /// <summary>Down, up again where it was above, and down once more where something came in between.</summary>
    private static async Task StepToAsync(AgentDesk desk, string id)
    {
        for (var steps = 0; !desk.Page.Url.EndsWith($"#/c/{id}", StringComparison.Ordinal); steps++)
        {
            Assert.True(steps < 3 * States.Length, $"The list does not lead to '{id}'.");
            await desk.Page.Keyboard.PressAsync(steps / States.Length == 1 ? "Alt+ArrowUp" : "Alt+ArrowDown");
            await Task.Delay(StepTime);
        }
    }

    private static async Task<string[]> ListedAsync(AgentDesk desk)
    {
        await desk.Page.Keyboard.PressAsync("Alt+KeyJ");
        await desk.Page.Locator("[role=menu]").IsSeenAsync();
        await desk.Page.Locator("[role=menu] :focus").IsSeenAsync();
        var actions = await desk.Page.Locator("[role=menuitem]").EvaluateAllAsync<string[]>("items => items.map((item) => item.dataset.action)");
        await desk.Page.Keyboard.PressAsync("Escape");
        await desk.Page.Locator("[role=menu]").IsAbsentAsync();
        return actions;
    }

    private static async Task BeginAsync(AgentDesk desk, Staged staged, string id, string action)
    {
        int before;
        lock (staged.Asked) before = staged.Asked.Count;
        await desk.DoByKeysAsync(action);
        switch (await BegunAsync(desk, staged, before, action))
        {
            case "window":
                await WalkWindowAsync(desk, action);
                break;
            case "field":
                await desk.Page.Keyboard.PressAsync("Escape");
                break;
        }

        if (!desk.Page.Url.EndsWith($"#/c/{id}", StringComparison.Ordinal)) await StepToAsync(desk, id);
    }

    /// <summary>A window opened, the field took the focus, or the server was asked.</summary>
    private static async Task<string> BegunAsync(AgentDesk desk, Staged staged, int before, string action)
    {
        for (var look = 0; ; look++)
        {
            Assert.True(look < 500, $"By '{action}' nothing began.");
            if (await desk.Window.CountAsync() > 0) return "window";
            lock (staged.Asked) if (staged.Asked.Count > before) return "asked";
            if (await desk.Page.EvaluateAsync<bool>("() => document.activeElement?.id === 'reply'")) return "field";
            await Task.Delay(20);
        }
    }

    /// <summary>By Tab one comes to everything that can be used in a window, the button that does it among it, and nowhere else; Escape leaves it.</summary>
    private static async Task WalkWindowAsync(AgentDesk desk, string action)
    {
        var unreached = await WalkRoundAsync(desk, action);

        // What is chosen from may come from the server a moment after the window.
        if (unreached.Length > 0) unreached = await WalkRoundAsync(desk, action);
        Assert.True(unreached.Length == 0, $"In the window of '{action}' Tab does not reach {string.Join(" | ", unreached)}");
        await desk.Page.Keyboard.PressAsync("Escape");
        await desk.Window.IsAbsentAsync();
    }

    /// <returns>What can be used and was not come to.</returns>
    private static async Task<string[]> WalkRoundAsync(AgentDesk desk, string action)
    {
        var (first, last) = ("", "");
        for (var steps = 0; steps < MostStops; steps++)
        {
            var (place, isInside) = await WhereAsync(desk);
            Assert.True(isInside, $"Tab leads out of the window of '{action}'.");

            // A field of date and time has several stops, which look like one: only back at the first after another is it the second round.
            if (first.Length == 0) first = place;
            else if (place == first && last != first) break;
            last = place;
            await desk.Page.Keyboard.PressAsync("Tab");
        }

        return await desk.Window.EvaluateAsync<string[]>("""
            (window) => {
              const visited = new Set((globalThis.walked ?? []).map((one) => one));
              const usable = [...window.querySelectorAll('button:not(:disabled), input:not([type=radio]):not(:disabled), select:not(:disabled), textarea:not(:disabled)')];
              const unreached = usable.filter((one) => one.tabIndex >= 0 && one.getClientRects().length > 0 && !visited.has(one)).map((one) => one.outerHTML.slice(0, 90));
              globalThis.walked = [];
              return unreached;
            }
            """);
    }

    private static async Task<(string Place, bool IsInside)> WhereAsync(AgentDesk desk)
    {
        var where = await desk.Page.EvaluateAsync<string[]>("""
            () => {
              const window = document.querySelector('dialog[open]');
              const at = document.activeElement;
              globalThis.walked ??= [];
              globalThis.walked.push(at);
              // Between its last stop and its first one the browser's own bar has the focus.
              if (at === document.body || at === window) return ['', 'true'];
              const all = [...document.querySelectorAll('*')];
              return [String(all.indexOf(at)), String(window.contains(at))];
            }
            """);
        return (where[0], where[1] == "true");
    }

    /// <summary>As the desk's own table has them, so that a new action without a key is found out.</summary>
    private static string[] ActionIds()
    {
        var source = File.ReadAllText(Path.Combine(Pictures.Folder, "../web/src/lib/desk/actions.ts"));
        var table = source[source.IndexOf("const table = {", StringComparison.Ordinal)..source.IndexOf("} as const satisfies", StringComparison.Ordinal)];
        return [.. ActionLine().Matches(table).Select(found => found.Groups[1].Value)];
    }

    [GeneratedRegex(@"^  (\w+): \{", RegexOptions.Multiline)]
    private static partial Regex ActionLine();
}
