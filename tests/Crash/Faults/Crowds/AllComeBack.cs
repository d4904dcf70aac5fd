using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Net.WebSockets;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Crash.Faults.Crowds;

/// <summary>
/// F53: the process dies under all open pages, and they come back at once: each waits as the desk's page does, longer with every attempt and never as long as its
/// neighbour, is negotiated with anew, and asks for its list.
/// </summary>
internal sealed class AllComeBack : IFault
{
    private const int FullPages = 2_000;
    private const int FewestPages = 60;
    private const int PagesOfSession = 20;
    private const int SessionsOfAgent = 20;
    private const int SignInsAtOnce = 2;

    /// <summary>As <c>web/src/lib/live/backoff.ts</c> has them.</summary>
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(15);

    /// <summary>From this budget on, as many as the row asks for, and its limit of time.</summary>
    private static readonly TimeSpan TimeForAll = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string[] Seeded = ["li.na", "wang.fang", "chen.wei"];

    public string Id => "F53";

    public string Name => "All pages come back at once";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var share = Math.Min(1, budget.Time / TimeForAll);
        var pages = Math.Max(FewestPages, (int)(FullPages * share));
        var agents = Agents(1 + ((pages - 1) / (PagesOfSession * SessionsOfAgent)));
        await using var victim = await Victim.CreateAsync();
        await victim.StartAsync(Documents(agents));
        var desks = new DeskClient[(pages + PagesOfSession - 1) / PagesOfSession];
        await Parallel.ForEachAsync(Enumerable.Range(0, desks.Length), new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce }, async (number, _) =>
            desks[number] = await DeskClient.SignInAsync(victim.Address, "demo", agents[number % agents.Count], ServerProcess.DemoPassword));

        var seats = Enumerable.Range(0, pages).Select(number => new Seat(desks[number / PagesOfSession], new Random(budget.Seed + number))).ToList();
        var findings = new List<string>();
        var (rounds, slowest) = (0, TimeSpan.Zero);
        try
        {
            await Task.WhenAll(seats.Select(seat => seat.OpenAsync(Patience)));
            while (budget.AnotherRound(rounds, 1))
            {
                rounds++;
                await victim.KillAsync();
                var returning = seats.Select(seat => seat.ReturnAsync(Patience)).ToList();
                await victim.StartAsync(Documents(agents));
                var clock = Stopwatch.StartNew();
                var back = (await Task.WhenAll(returning)).Count(isBack => isBack);
                if (clock.Elapsed > slowest) slowest = clock.Elapsed;
                if (back < pages) findings.Add($"{back} of {pages} pages came back");
            }
        }
        finally
        {
            foreach (var seat in seats) await seat.DisposeAsync();
            foreach (var desk in desks) desk.Dispose();
        }

        // Of fewer, and beside other work, it says more about the machine.
        if (share >= 1 && slowest > Limit) findings.Add($"the last was back after {slowest.TotalSeconds:0} s");
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture, $"{pages} pages of {desks.Length} sessions cut at once, all back {slowest.TotalSeconds:0.0} s after the server was ready"), findings);
    }

    private static List<string> Agents(int count) =>
        [.. Seeded, .. Enumerable.Range(0, Math.Max(0, count - Seeded.Length)).Select(number => string.Create(CultureInfo.InvariantCulture, $"page-{number}"))];

    private static Dictionary<string, string> Documents(IEnumerable<string> agents) => agents.Except(Seeded).Select((agent, number) => KeyValuePair.Create(
        string.Create(CultureInfo.InvariantCulture, $"Omni:AgentDocuments:{number}"),
        $$"""{ "tenant": "demo", "id": "{{agent}}", "name": "{{agent}}", "roles": ["agent"], "password": "{{ServerProcess.DemoPassword}}" }""")).ToDictionary();

    /// <summary>One page, in the session of a desk.</summary>
    private sealed class Seat(DeskClient desk, Random random) : IAsyncDisposable
    {
        private PageConnection? page;

        public async Task OpenAsync(TimeSpan patience)
        {
            if (!await ReturnAsync(patience)) throw new InvalidOperationException("A page could not be opened.");
        }

        /// <returns>Whether it is connected and has its list.</returns>
        public async Task<bool> ReturnAsync(TimeSpan patience)
        {
            await DisposeAsync();
            var waited = Stopwatch.StartNew();
            for (var attempt = 0; waited.Elapsed < patience; attempt++)
            {
                try
                {
                    page = await PageConnection.OpenAsync(desk, (_, _) => { });
                    await desk.GetAsync("/api/conversations?view=mine&limit=50");
                    return true;
                }
                catch (Exception e) when (e is HttpRequestException or WebSocketException or SocketException or TaskCanceledException or IOException)
                {
                    // Nobody is there yet, or had no time.
                    await DisposeAsync();
                    await Task.Delay(DelayOf(attempt));
                }
            }

            return false;
        }

        public async ValueTask DisposeAsync()
        {
            if (page is not null) await page.DisposeAsync();
            page = null;
        }

        /// <summary>Full jitter between half and the whole.</summary>
        private TimeSpan DelayOf(int attempt)
        {
            var ceiling = FirstDelay * Math.Pow(2, Math.Min(attempt, 10));
            return (ceiling < LongestDelay ? ceiling : LongestDelay) * (0.5 + (random.NextDouble() / 2));
        }
    }
}
