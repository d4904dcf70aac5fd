using System.Globalization;
using OmniFunctions.Tests.Harness;
using Xunit.Abstractions;

namespace OmniFunctions.Tests.Browser;

/// <summary>
/// The live connection of a desk is cut at random moments while customer and agent write. After each cut the desk shows what the store has: nothing missing, nothing
/// twice, in its order. <c>OMNI_DISCONNECTS</c> says how often; the requirement's number is 500.
/// </summary>
public sealed class DisconnectSpecs(SharedSystem shared, ITestOutputHelper output) : BrowserSpec(shared)
{
    private const int Usual = 20;
    private const int MostCuts = 10_000;
    private const int Seed = 20_260_105;
    private const long Chat = 830_001;

    private const string KeepSockets = """
        (() => {
          const Real = WebSocket;
          window.sockets = [];
          window.WebSocket = class extends Real { constructor(...all) { super(...all); window.sockets.push(this); } };
        })();
        """;

    private static int Cuts => int.TryParse(Environment.GetEnvironmentVariable("OMNI_DISCONNECTS"), CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, MostCuts) : Usual;

    [Fact]
    public async Task After_each_cut_the_desk_shows_what_the_store_has()
    {
        var li = await SignInAsync();
        await li.Page.Context.AddInitScriptAsync(KeepSockets);
        await li.Page.ReloadAsync();
        await Customer.WriteOnTelegramAsync(Chat, "Cut", "message 0");
        await li.AcceptAsync("message 0");
        using var store = await DeskClient.SignInAsync(Omni.Address, "demo", Li, ServerProcess.DemoPassword);
        var id = li.Page.Url[(li.Page.Url.LastIndexOf('/') + 1)..];
        var random = new Random(Seed);
        var (missing, doubled, longestMs) = (0, 0, 0.0);
        var written = 1;
        for (var cut = 1; cut <= Cuts; cut++)
        {
            // Some while the line is up, some at the cut, some while it is down.
            var writing = WriteAsync(random.Next(1, 4), random.Next(0, 120));
            await Task.Delay(random.Next(0, 150));
            await li.Page.EvaluateAsync("() => window.sockets.splice(0).forEach((one) => one.close())");
            if (random.Next(3) == 0)
            {
                await li.ReplyField.FillAsync($"answer {cut}");
                await li.ReplyField.PressAsync("Enter");
            }

            written += await writing;
            var since = Environment.TickCount64;
            var (shown, stored) = await SettledAsync(li, store, id);
            longestMs = Math.Max(longestMs, Environment.TickCount64 - since);
            missing += stored.Except(shown).Count();
            doubled += shown.Count - shown.Distinct().Count();
            Assert.Equal(stored, shown);
        }

        var figures = $"{Cuts} forced disconnects, {written} messages of the customer: missing {missing}, doubled {doubled}, at most {longestMs:0} ms until desk and store were equal";
        output.WriteLine(figures);
        await File.WriteAllTextAsync(Path.Combine(Pictures.Folder, "desk-disconnects.txt"), figures + "\n");

        async Task<int> WriteAsync(int count, int apartMs)
        {
            for (var n = 0; n < count; n++)
            {
                await Customer.WriteOnTelegramAsync(Chat, "Cut", $"message {written + n}");
                await Task.Delay(apartMs);
            }

            return count;
        }
    }

    [Fact]
    public async Task While_only_the_live_service_is_down_the_desk_asks_by_itself()
    {
        var li = await SignInAsync();
        await Customer.WriteOnTelegramAsync(Chat + 1, "Polled", "before");
        await li.AcceptAsync("before");
        await li.Page.RouteAsync("**/client/**", route => route.AbortAsync());
        await li.Page.RouteAsync("**/api/live/negotiate", route => route.AbortAsync());
        await li.Page.ReloadAsync();
        await li.Thread.GetByText("before").IsSeenAsync();

        await Customer.WriteOnTelegramAsync(Chat + 1, "Polled", "said while nothing is pushed");

        await li.Thread.GetByText("said while nothing is pushed").IsSeenAsync();
        await li.Page.Locator(".live-reconnecting").IsSeenAsync();
    }

    [Fact]
    public async Task F36_after_more_than_the_desk_fetches_at_once_was_missed_it_says_so_and_opens_the_conversation_anew()
    {
        const int before = 60;
        const int missed = 5_200;
        var staged = new Staged();
        staged.Add("away", "serving", Li, messages: before);
        var li = await SignInAsync(presence: "away");
        await li.Page.Context.AddInitScriptAsync(KeepSockets);
        await staged.ServeAsync(li.Page);
        await li.Page.ReloadAsync();
        await li.OpenAsync($"message {before} of away");
        await li.Thread.GetByText($"message {before} of away").IsSeenAsync();

        await li.Page.RouteAsync("**/api/live/negotiate", route => route.AbortAsync());
        await li.Page.Locator(".live-connected").IsSeenAsync();
        await li.Page.EvaluateAsync("() => window.sockets.splice(0).forEach((one) => one.close())");
        await li.Page.Locator(".banner-reconnecting").IsSeenAsync();
        staged.Say("away", missed);
        await li.Page.UnrouteAsync("**/api/live/negotiate");

        await li.Thread.GetByText($"message {before + missed} of away").IsSeenAsync(60_000);
        await li.Page.Locator(".banner-reconnecting").IsAbsentAsync();
        var shown = await NumbersAsync(li);
        Assert.InRange(shown.Count, 1, missed);
        Assert.Equal(Enumerable.Range(before + missed - shown.Count + 1, shown.Count), shown);

        // And what is before it is there by scrolling, without a hole.
        await li.Page.EvaluateAsync("() => { document.querySelector('.thread').scrollTop = 0; }");
        await Expectations.ComesAboutAsync(async () => (await NumbersAsync(li)).Count > shown.Count);
        var further = await NumbersAsync(li);
        Assert.Equal(Enumerable.Range(before + missed - further.Count + 1, further.Count), further);
    }

    /// <summary>Which of its messages a staged conversation shows, in their order.</summary>
    private static async Task<IReadOnlyList<int>> NumbersAsync(AgentDesk desk) =>
        [.. (await desk.Page.Locator(".thread .bubble .text").AllTextContentsAsync()).Select(text => int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture))];

    /// <summary>What both show once the desk is connected again and has looked, within the patience of any spec.</summary>
    private static async Task<(IReadOnlyList<string> Shown, IReadOnlyList<string> Stored)> SettledAsync(AgentDesk desk, DeskClient store, string id)
    {
        await desk.Page.Locator(".live-connected").IsSeenAsync();
        for (var look = 1; ; look++)
        {
            var stored = await StoredAsync(store, id);
            var shown = await desk.Page.Locator(".thread .bubble .text").AllTextContentsAsync();
            if (look == 300 || shown.SequenceEqual(stored)) return (shown, stored);
            await Task.Delay(50);
        }
    }

    /// <summary>What was said, in the log's order.</summary>
    private static async Task<IReadOnlyList<string>> StoredAsync(DeskClient store, string id) =>
    [
        .. from entry in await store.EntriesAsync(id)
           let type = entry.GetProperty("type").GetString()
           where type is "customerMessage" or "reply" or "announced"
           select type == "customerMessage" ? entry.GetProperty("item").GetProperty("text").GetString()! : entry.GetProperty("text").GetString()!,
    ];
}
