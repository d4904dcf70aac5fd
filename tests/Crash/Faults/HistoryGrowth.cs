using System.Globalization;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>
/// F48: one conversation of a hundred thousand messages. It continues as new again and again, messages are raised at each cut and faster
/// than they are taken, and now and then the hub is dropped, or the process is killed, and it goes on. The history stays under its cap, and no message is lost.
/// </summary>
internal sealed class HistoryGrowth : IFault
{
    private const int MessagesPerRound = 2_000;
    
    /// <summary>The killed processes make cuts too, which are not counted.</summary>
    private const int LeastShareOfCuts = 4;
    private const int FullRounds = 50;

    public string Id => "F48";

    public string Name => "A history grows with every message";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var rounds = 0;
        using var folder = new TemporaryFolder();
        await using var talk = new LongTalk(Path.Combine(folder.Path, "talk"));
        await talk.OpenAsync();
        while (budget.AnotherRound(rounds, FullRounds))
        {
            var until = (rounds + 1) * MessagesPerRound;
            var dropAt = until - budget.Random.Next(MessagesPerRound / 2);
            await talk.FeedAsync(dropAt);
            await talk.DropAndOpenAsync();
            await talk.KillAndOpenAsync(budget.Random);
            await talk.FeedAsync(until);
            rounds++;
        }

        var end = await talk.EndAsync();
        var raised = talk.Raised;
        if (end.Next != raised) findings.Add($"{raised} messages were raised and {end.Next} were heard");
        if (end.Gaps > 0) findings.Add($"{end.Gaps} messages were overtaken or lost on the way");
        if (end.Repeated > talk.RaisedAgain) findings.Add($"{end.Repeated} messages came twice, and only {talk.RaisedAgain} had been raised twice");
        if (talk.MostEvents > LongTalk.HistoryCap) findings.Add($"a history had {talk.MostEvents} events, its cap is {LongTalk.HistoryCap}");
        if (talk.Cuts < raised / LongTalk.RoundsPerExecution / LeastShareOfCuts) findings.Add($"there were only {talk.Cuts} cuts, so that nothing was tried");
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{raised} messages over {talk.Cuts} cuts, with {rounds} hubs dropped and {rounds} processes killed: lost {raised - end.Next + end.Gaps}, history at most {talk.MostEvents} events (cap {LongTalk.HistoryCap}) and {talk.MostBytes / 1024} KiB"),
            findings);
    }
}
