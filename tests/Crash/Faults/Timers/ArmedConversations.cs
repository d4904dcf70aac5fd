using System.Collections.Concurrent;
using System.Text.Json;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Timers;

/// <summary>
/// The whole server: customers write, nobody is at their desk, and each conversation's first answer has its target. The process is killed when
/// all of them wait for it, and once more while the targets are being missed.
/// </summary>
/// <param name="target">Of the first answer: as long as the writing, the first death and the way back may take.</param>
internal sealed class ArmedConversations(int customers, TimeSpan target)
{
    private const int WritersAtOnce = 16;
    private const int ReadersAtOnce = 4;

    /// <summary>Of the target: whoever has not written by then, or a little later, does not, and all that wrote still wait.</summary>
    private const double TimeToWrite = 0.5;

    /// <summary>Of the target: by then the process is killed, whether all stand in the line or not.</summary>
    private const double TimeToArm = 0.9;

    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseBeforeRetry = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly List<(DateTimeOffset LaunchedAt, DateTimeOffset ReadyAt)> lives = [];
    private readonly Ledger ledger = new();

    /// <param name="Conversations">That customers began.</param>
    /// <param name="Armed">Timers that the dead process left in its store, the first time.</param>
    /// <param name="Again">The same, the second time.</param>
    /// <param name="Fired">Conversations that say their target was missed.</param>
    /// <param name="Twice">Conversations that say so more than once.</param>
    /// <param name="CostMs">Processor time of one that fires, the second life being taken as a whole: it tells what a busy machine's lateness does not.</param>
    public sealed record Outcome(int Conversations, int Armed, int Again, int Fired, int Twice, double CostMs, Lateness Lateness);

    public async Task<Outcome> RunAsync()
    {
        await using var victim = await Victim.CreateAsync();
        await StartAsync(victim);
        await PlainRules.SetAsync(victim.Address, "timers-1", target);
        var written = await WriteAsync(victim.Address);
        await StandInLineAsync(victim.Address, written.Count, written.First + (target * TimeToArm));
        var armed = await DieAsync(victim);
        await StartAsync(victim);
        var middle = written.First + ((written.Last - written.First) / 2) + target - DateTimeOffset.UtcNow;
        var before = victim.Server.ProcessorTime;
        if (middle > TimeSpan.Zero) await Task.Delay(middle);
        var cost = victim.Server.ProcessorTime - before;
        var again = await DieAsync(victim);
        await StartAsync(victim);
        var last = written.Last + target - DateTimeOffset.UtcNow;
        if (last > TimeSpan.Zero) await Task.Delay(last);
        return await JudgeAsync(victim, written.Count, armed, again, cost.TotalMilliseconds / Math.Max(1, armed - again));
    }

    private async Task StartAsync(Victim victim)
    {
        var launched = DateTimeOffset.UtcNow;
        await victim.StartAsync();
        lives.Add((launched, DateTimeOffset.UtcNow));
    }

    private static async Task<int> DieAsync(Victim victim)
    {
        await victim.KillAsync();
        return ArmedHub.ArmedIn(victim.Folder);
    }

    /// <summary>Each customer writes once, and is answered for.</summary>
    private async Task<(int Count, DateTimeOffset First, DateTimeOffset Last)> WriteAsync(Uri address)
    {
        var first = DateTimeOffset.UtcNow;
        var writing = target * TimeToWrite;
        var count = 0;

        // Evenly, so that what falls due does too.
        await Parallel.ForEachAsync(Enumerable.Range(1, customers), new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce }, async (number, cancellation) =>
        {
            if (first + (writing * number / customers) - DateTimeOffset.UtcNow is { Ticks: > 0 } early) await Task.Delay(early, cancellation);
            if (DateTimeOffset.UtcNow > first + writing + Slack) return;
            using var customer = new Customer(address, number, ledger);
            while (!await customer.TryPostAsync(1)) await Task.Delay(PauseBeforeRetry, cancellation);
            Interlocked.Increment(ref count);
        });
        return (count, first, DateTimeOffset.UtcNow);
    }

    /// <summary>Whoever stands in the line has been looked at, and the next look is set for when the target is missed.</summary>
    private static async Task StandInLineAsync(Uri address, int count, DateTimeOffset until)
    {
        using var supervisor = await DeskClient.SignInAsync(address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var left = until - DateTimeOffset.UtcNow;
        await Patiently.WaitAsync(
            async () => (await supervisor.GetAsync("/api/queues")).GetProperty("queues").EnumerateArray().Sum(queue => queue.GetProperty("length").GetInt32()) >= count,
            left > TimeSpan.Zero ? left : TimeSpan.Zero);
    }

    private async Task<Outcome> JudgeAsync(Victim victim, int written, int armed, int again, double costMs)
    {
        using var supervisor = await DeskClient.SignInAsync(victim.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var breaches = new ConcurrentDictionary<string, IReadOnlyList<JsonElement>>();
        var (fired, since) = (-1, DateTimeOffset.UtcNow);
        while (true)
        {
            var silent = (await supervisor.AllConversationsAsync()).Where(id => !breaches.TryGetValue(id, out var some) || some.Count == 0).ToList();
            await ReadAsync(supervisor, silent, breaches);
            var now = breaches.Values.Count(some => some.Count > 0);
            if (now >= written || (now == fired && DateTimeOffset.UtcNow - since > Patience)) break;
            if (now != fired) (fired, since) = (now, DateTimeOffset.UtcNow);
            await Task.Delay(PauseBeforeRetry);
        }

        // What could yet be said twice has had the time that the reading took.
        await ReadAsync(supervisor, await supervisor.AllConversationsAsync(), breaches);
        var lateness = new Lateness();
        foreach (var breach in breaches.Values.SelectMany(some => some))
        {
            var (dueAt, at) = (breach.GetProperty("dueAt").GetDateTimeOffset(), breach.GetProperty("at").GetDateTimeOffset());
            lateness.Add(dueAt, at, lives.Last(life => life.LaunchedAt <= at).ReadyAt);
        }

        return new Outcome(written, armed, again, breaches.Values.Count(some => some.Count > 0), breaches.Values.Count(some => some.Count > 1), costMs, lateness);
    }

    private static Task ReadAsync(DeskClient supervisor, IReadOnlyList<string> conversations, ConcurrentDictionary<string, IReadOnlyList<JsonElement>> breaches) =>
        Parallel.ForEachAsync(conversations, new ParallelOptions { MaxDegreeOfParallelism = ReadersAtOnce }, async (id, _) =>
            breaches[id] = [.. (await supervisor.EntriesAsync(id)).Where(entry => entry.GetProperty("type").GetString() == "firstResponseBreached")]);
}
