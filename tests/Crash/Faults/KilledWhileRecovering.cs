using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F10: a start that recovers from a kill is killed itself, and the one after it as well.</summary>
internal sealed class KilledWhileRecovering : IFault
{
    private const int Units = 40;

    public string Id => "F10";

    public string Name => "Killed during the recovery itself";

    public string? Missing => Strace.Missing;

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        var (crashed, promised) = await CrashedAsync(folder.Path, budget.Random);
        var places = KillPlace.Of(await DiskRecord.TakeAsync(Copy(crashed, Path.Combine(folder.Path, "watched")), Units + 1, 0), KillPlace.Changes, budget.Random);

        var findings = new List<string>();
        var (rounds, most) = (0, 0);
        while (budget.AnotherRound(rounds, places.Count))
        {
            var place = places[rounds++];
            var data = Copy(crashed, Path.Combine(folder.Path, string.Create(CultureInfo.InvariantCulture, $"{rounds}")));
            await Strace.RunChildAsync(place.Options, data, Units + 1, 0);

            // Every other time the second start does not live either.
            var starts = 2;
            if (rounds % 2 == 0)
            {
                await Strace.RunChildAsync(places[budget.Random.Next(places.Count)].Options, data, Units + 1, 0);
                starts++;
            }

            findings.AddRange(StoreWorkload.Audit(data, promised).Select(finding => $"killed at {place}: {finding}"));
            most = Math.Max(most, starts);
            Directory.Delete(data, recursive: true);
        }

        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{rounds - findings.Count} of {rounds} converged, in at most {most} starts, killed at {rounds} of {places.Count} calls of the start"), findings);
    }

    /// <summary>A folder as a kill leaves it, with a long log.</summary>
    private static async Task<(string Folder, HashSet<long> Promised)> CrashedAsync(string folder, Random random)
    {
        var record = await DiskRecord.TakeAsync(Path.Combine(folder, "recorded"), 1, Units);
        var disk = new PowerCut(random);
        var lastAcknowledged = record.Steps.ToList().FindLastIndex(step => step is DiskStep.Acknowledged);
        foreach (var step in record.Steps.Take(lastAcknowledged + 1)) disk.Follow(step);
        var crashed = Path.Combine(folder, "crashed");
        disk.Write(crashed, Loss.Nothing);
        return (crashed, disk.Acknowledged);
    }

    private static string Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        return to;
    }
}
