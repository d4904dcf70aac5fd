using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Crash.Load;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Crash.Faults.Crowds;

/// <summary>
/// F49: many conversations wait, the target of each falls due while nobody is there, and the process comes back to all of them at once, while their customers
/// go on writing.
/// </summary>
internal sealed class RestartStorm : IFault
{
    private const int FullConversations = 100_000;
    private const int FewestConversations = 60;
    private const double MessagesPerSecond = 50;
    private const double FewestMessagesPerSecond = 10;

    /// <summary>From this budget on, as many as the row asks for, and its limits of time.</summary>
    private static readonly TimeSpan TimeForAll = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan ShortestTarget = TimeSpan.FromSeconds(8);

    /// <summary>Of the budget, to write and to be put in line.</summary>
    private const double TimeToArm = 0.5;

    /// <summary>Logs that are read in the end.</summary>
    private const int MaxRead = 2_000;

    private const double AcceptP99Ms = 200;
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Without another figure.</summary>
    private static readonly TimeSpan NoneLeft = TimeSpan.FromSeconds(10);

    public string Id => "F49";

    public string Name => "Restarted to a storm of overdue timers";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var share = Math.Min(1, budget.Time / TimeForAll);
        var conversations = Math.Max(FewestConversations, (int)(FullConversations * share));
        var target = budget.Time * TimeToArm is var half && half > ShortestTarget ? half : ShortestTarget;
        await using var victim = await Victim.CreateAsync();
        await victim.StartAsync();
        await PlainRules.SetAsync(victim.Address, "storm-1", target);
        var crowd = new Crowd(victim.Address);
        await crowd.WriteOnceAsync(conversations);
        var lastDue = DateTimeOffset.UtcNow + target;
        await StandInLineAsync(victim.Address, conversations, lastDue);

        // The figures begin at nothing with the next start, and a death may come between a fact and its figure: the log says what became of each. What is under way now would be counted in half there.
        var findings = new List<string>();
        if (await crowd.LostAsync(Patience) is var before and not 0) findings.Add($"{before} messages were lost before the death");
        var early = (await Counters.ReadAsync(victim.Address)).Missed;
        await victim.KillAsync();
        if (lastDue - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);

        await victim.StartAsync();
        var clock = Stopwatch.StartNew();
        using var over = new CancellationTokenSource();
        var writing = crowd.WriteAtAsync(0, conversations, Timetable.FromNow(share < 1 ? FewestMessagesPerSecond : MessagesPerSecond, Patience), 16, over.Token);
        var warm = await SeenToAsync(victim.Address, conversations - early, clock);
        await over.CancelAsync();
        var written = await writing;
        var lost = await crowd.LostAsync(Patience);

        findings.AddRange(await FaultsInTheLogAsync(victim.Address));
        if (written.Failed + written.TurnedAway.Count > 0 || lost != 0) findings.Add($"of the messages of the storm {written.TurnedAway.Count} were turned away, {written.Failed} failed, {lost} were lost");
        if (written.Taken == 0) findings.Add("no message was taken during the storm");
        var p99 = written.Accepted.Count == 0 ? double.NaN : written.Accepted.Percentile(0.99);

        // Of fewer, and beside other work, they say more about the machine.
        if (share >= 1 && p99 > AcceptP99Ms) findings.Add($"messages were accepted with a p99 of {p99:0} ms");
        if (share >= 1 && warm > Warm) findings.Add($"all had been seen to after {warm.TotalSeconds:0} s");
        return new Proof(1, string.Create(CultureInfo.InvariantCulture,
            $"{conversations} conversations, the targets of {Math.Max(0, conversations - early)} overdue at the start, all seen to after {warm.TotalSeconds:0.0} s; {written.Taken} messages accepted meanwhile, p99 {p99:0} ms, lost {lost}"), findings);
    }

    /// <returns>When the last of them was counted. A figure that the death took with it never comes: the logs, which are read later, say whether a fact is missing.</returns>
    private static async Task<TimeSpan> SeenToAsync(Uri address, long expected, Stopwatch clock)
    {
        var (missed, last) = (0L, clock.Elapsed);
        await Patiently.WaitAsync(
            async () =>
            {
                var now = (await Counters.ReadAsync(address)).Missed;
                if (now != missed) (missed, last) = (now, clock.Elapsed);
                return now >= expected || (now > 0 && clock.Elapsed - last > NoneLeft);
            },
            Patience);
        return last;
    }

    /// <returns>Conversations whose log does not say exactly once that the target was missed.</returns>
    private static async Task<IReadOnlyList<string>> FaultsInTheLogAsync(Uri address)
    {
        using var supervisor = await DeskClient.SignInAsync(address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var unclear = (await supervisor.AllConversationsAsync()).Take(MaxRead).ToDictionary(id => id, _ => 0);
        await Patiently.WaitAsync(
            async () =>
            {
                foreach (var id in unclear.Keys.ToList())
                {
                    unclear[id] = (await supervisor.EntriesAsync(id)).Count(entry => entry.GetProperty("type").GetString() == "firstResponseBreached");
                    if (unclear[id] == 1) unclear.Remove(id);
                }

                return unclear.Count == 0;
            },
            Patience);
        return [.. unclear.Select(pair => $"{pair.Key} says {pair.Value} times that its target was missed")];
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
}
