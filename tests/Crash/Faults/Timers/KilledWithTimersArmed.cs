using System.Globalization;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Timers;

/// <summary>
/// F65: the process is killed while thousands of timers are armed, and again while they fire. All fire, none twice, and soon: those that fell
/// due while nobody was there count from the moment the process is ready again. First the engine alone, with timers and nothing else; then
/// the whole server, whose timers are the targets of waiting conversations.
/// </summary>
internal sealed class KilledWithTimersArmed : IFault
{
    private const int FullTimers = 10_000;
    private const int FewestTimers = 500;
    private const int FewestCustomers = 40;

    /// <summary>From this budget on, as many as the row asks for.</summary>
    private static readonly TimeSpan TimeForAll = TimeSpan.FromMinutes(12);

    private static readonly TimeSpan ShortestTarget = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongestTarget = TimeSpan.FromSeconds(400);
    private static readonly TimeSpan ShortestSpread = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestSpread = TimeSpan.FromSeconds(60);

    /// <summary>For the arming, before the first is due.</summary>
    private static readonly TimeSpan TimeToArmOne = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Id => "F65";

    public string Name => "Killed with thousands of timers armed";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var share = Math.Min(1, budget.Time / TimeForAll);
        var findings = new List<string>();
        var timers = Math.Max(FewestTimers, (int)(FullTimers * share));
        var spread = Clamp(LongestSpread * share, ShortestSpread, LongestSpread);
        var customers = Math.Max(FewestCustomers, (int)(FullTimers * share));
        var armed = new ArmedConversations(customers, Clamp(LongestTarget * share, ShortestTarget, LongestTarget));

        // Where lateness counts, one after the other; else both wait for their timers at the same time.
        var killing = KillTheEngineAsync(timers, spread, findings);
        if (share >= 1) await killing;
        var conversations = await armed.RunAsync();
        var engine = await killing;
        if (conversations.Fired != conversations.Conversations) findings.Add($"{conversations.Fired} of {conversations.Conversations} targets were found missed");
        if (conversations.Twice > 0) findings.Add($"{conversations.Twice} targets were missed twice");

        // Of fewer, and beside other work, it says more about the machine.
        if (share >= 1) findings.AddRange(from lateness in new[] { engine, conversations.Lateness } where lateness.At(0.99) > Limit select $"later than a second: {lateness}");
        return new Proof(timers + conversations.Conversations, string.Create(CultureInfo.InvariantCulture,
            $"engine: {engine.Count} of {timers} fired, {engine}; server: {conversations.Armed} armed at the first death, {conversations.Again} at the second, {conversations.Fired} of {conversations.Conversations} fired, {conversations.Twice} twice, {conversations.Lateness}, {conversations.CostMs:0.0} ms of processor time each"),
            findings);
    }

    private static async Task<Lateness> KillTheEngineAsync(int count, TimeSpan spread, List<string> findings)
    {
        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "timers");
        var firstDue = DateTimeOffset.UtcNow + (TimeToArmOne * count) + ShortestSpread;
        var lives = new List<TimerChild>();
        await using (var first = await TimerChild.StartAsync(path, count, firstDue, spread))
        {
            lives.Add(first);
            if (first.Armed < count) findings.Add($"only {first.Armed} of {count} timers were armed when the first fell due");
        }

        // The first fall due while nobody is there; the second death comes when half of them have.
        await DelayUntilAsync(firstDue);
        await using (var second = await TimerChild.StartAsync(path))
        {
            lives.Add(second);
            await DelayUntilAsync(firstDue + (spread / 2));
        }

        await using (var third = await TimerChild.StartAsync(path))
        {
            lives.Add(third);
            await DelayUntilAsync(firstDue + spread + Limit);
        }

        await using var hub = new ArmedHub(path);
        await hub.StartAsync();
        var fired = await hub.WaitForAllAsync(count, Patience);
        if (fired != count || hub.Armed > 0) findings.Add($"{fired} of {count} timers fired, {hub.Armed} are left");
        if (hub.Told != fired) findings.Add($"{fired} orchestrations were told {hub.Told} times");
        var lateness = new Lateness();
        foreach (var (dueAt, firedAt) in hub.Fires()) lateness.Add(dueAt, firedAt, lives.Last(life => life.LaunchedAt <= firedAt).ReadyAt);
        return lateness;
    }

    private static async Task DelayUntilAsync(DateTimeOffset moment)
    {
        if (moment - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left);
    }

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
