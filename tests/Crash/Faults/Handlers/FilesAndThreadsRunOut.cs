using System.Globalization;

namespace OmniFunctions.Tests.Crash.Faults.Handlers;

/// <summary>
/// F16: more clients come than there are files to talk to them with, and handlers block more threads than there are. The system turns away
/// what it cannot take, keeps what it has promised, and is itself again soon after. With the 256 files of the catalogue's row the runtime has
/// none left for itself and the start is refused; so it has as few as it starts with.
/// </summary>
internal sealed class FilesAndThreadsRunOut : IFault
{
    private const int FullRounds = 100;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public string Id => "F16";

    public string Name => "Files and threads run out";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var (rounds, shed, accepted, blocked) = (0, 0, 0, 0);
        var (slowestOfFiles, slowestOfThreads) = (TimeSpan.Zero, TimeSpan.Zero);
        for (; findings.Count == 0 && budget.AnotherRound(rounds, FullRounds); rounds++)
        {
            var files = await FilesRunOut.RunAsync();
            var threads = await ThreadsRunOut.RunAsync();
            (shed, accepted, blocked) = (shed + files.Shed, accepted + files.Accepted, blocked + threads.Blocked);
            if (files.Recovery > slowestOfFiles) slowestOfFiles = files.Recovery;
            if (threads.Recovery > slowestOfThreads) slowestOfThreads = threads.Recovery;
            findings.AddRange([.. files.Findings, .. threads.Findings]);
        }

        if (slowestOfFiles > Limit) findings.Add($"after the clients had gone it took {slowestOfFiles} to answer a new one");
        if (slowestOfThreads > Limit) findings.Add($"after the handlers had gone on it took {slowestOfThreads} to answer");
        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{shed} connections shed and {accepted} messages accepted meanwhile, recovery {slowestOfFiles.TotalMilliseconds:0} ms; {blocked} handlers blocked, recovery {slowestOfThreads.TotalMilliseconds:0} ms"), findings);
    }
}
