using System.Globalization;
using OmniFunctions.Tests.Crash.Faults;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>Cuts the power of a recorded run at any of its steps, over and over, and opens what the disk may have kept.</summary>
internal abstract class PowerCutFault(Loss loss) : IFault
{
    private const int FullRounds = 10_000;
    private const int Units = 75;

    /// <summary>Of a pass over the steps so many are cut at, one in.</summary>
    private const int CutOneIn = 8;

    public abstract string Id { get; }

    public abstract string Name { get; }

    public string? Missing => Strace.Missing;

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        var record = await DiskRecord.TakeAsync(Path.Combine(folder.Path, "recorded"), 1, Units);
        if (!record.Outcome.Closed) throw new InvalidOperationException($"The recorded run failed: {record.Outcome.Errors}");

        var findings = new List<string>();
        var (images, promised) = (0, 0L);
        while (budget.AnotherRound(images, FullRounds))
        {
            var disk = new PowerCut(budget.Random);
            for (var i = 0; i < record.Steps.Count && (images == 0 || budget.AnotherRound(images, FullRounds)); i++)
            {
                disk.Follow(record.Steps[i]);
                if (budget.Random.Next(CutOneIn) != 0) continue;
                var image = Path.Combine(folder.Path, "image");
                disk.Write(image, loss);
                findings.AddRange(StoreWorkload.Audit(image, disk.Acknowledged).Select(finding => string.Create(CultureInfo.InvariantCulture, $"cut after step {i}, image {images}: {finding}")));
                promised += disk.Acknowledged.Count;
                Directory.Delete(image, recursive: true);
                images++;
            }
        }

        return new Proof(images, Figure(images, promised, findings.Count), findings);
    }

    protected abstract string Figure(int images, long promised, int findings);
}
