using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F02: the process is killed at the n-th call that changes a file, for every n from the first start to the last close.</summary>
internal sealed class KilledInTheCommit : IFault
{
    private const int Units = 30;

    public string Id => "F02";

    public string Name => "Killed inside the commit";

    public string? Missing => Strace.Missing;

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        var untouched = Path.Combine(folder.Path, "untouched");
        var places = KillPlace.Of(await DiskRecord.TakeAsync(untouched, 1, Units), KillPlace.Changes, budget.Random);

        var findings = new List<string>();
        var (rounds, acknowledged) = (0, 0);
        while (budget.AnotherRound(rounds, places.Count))
        {
            var place = places[rounds++];
            var data = Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"{rounds}"));
            var outcome = await Strace.RunChildAsync(place.Options, data, 1, Units);
            acknowledged += outcome.Acknowledged.Count();
            findings.AddRange(StoreWorkload.Audit(data, outcome.Acknowledged).Select(finding => $"killed at {place}: {finding}"));
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }

        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{findings.Count} half or lost rows over {rounds} of {places.Count} calls killed at, {acknowledged} units acknowledged before"), findings);
    }
}
