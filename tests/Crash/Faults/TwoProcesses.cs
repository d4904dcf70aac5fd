using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults;

/// <summary>F60: a second process wants the folder of a first, by its own name, by a link and through another mount.</summary>
internal sealed class TwoProcesses : IFault
{
    private const int FullRounds = 100;
    private const int Endless = 1_000_000;

    public string Id => "F60";

    public string Name => "Two processes open one store";

    public async Task<Proof> RunAsync(Budget budget)
    {
        using var folder = new TemporaryFolder();
        var data = Directory.CreateDirectory(Path.Combine(folder.Path, "data")).FullName;
        var link = Path.Combine(folder.Path, "link");
        File.CreateSymbolicLink(link, data);
        using var mount = BindMount.Try(data, Path.Combine(folder.Path, "mount"));
        string[] ways = [data, link, .. mount is null ? Array.Empty<string>() : [mount.Path]];

        var findings = new List<string>();
        var (rounds, refusals, next) = (0, 0, 1L);
        while (budget.AnotherRound(rounds, FullRounds))
        {
            using var first = Start(data, next, Endless);
            if (await first.StandardOutput.ReadLineAsync() != "open") throw new InvalidOperationException($"The first process did not open the store: {await first.StandardError.ReadToEndAsync()}");
            foreach (var way in ways)
            {
                var second = await Strace.RunAsync(Description(way, next, 1));
                if (second.ExitCode == 1 && second.Errors.Contains("is in use by another process", StringComparison.Ordinal) && second.Output.Length == 0) refusals++;
                else findings.Add($"a second process at {way} ended with {second.ExitCode} and printed {second.Output}{second.Errors}");
            }

            first.Kill();
            var acknowledged = (await first.StandardOutput.ReadToEndAsync()).Split('\n')[..^1]
                .Where(line => line.StartsWith("ack ", StringComparison.Ordinal)).Select(line => long.Parse(line.AsSpan(4), CultureInfo.InvariantCulture)).ToList();
            await first.WaitForExitAsync();

            // Whoever comes next is let in at once.
            findings.AddRange(StoreWorkload.Audit(data, acknowledged));
            next = acknowledged.DefaultIfEmpty(next).Max() + 1_000;
            rounds++;
        }

        return new Proof(rounds, string.Create(CultureInfo.InvariantCulture,
            $"{refusals} of {rounds * ways.Length} second processes refused{(mount is null ? " (no bind mount here)" : "")}, {rounds} of {rounds} folders free after the kill"), findings);
    }

    private static Process Start(string folder, long first, long count) => Process.Start(Description(folder, first, count))!;

    private static ProcessStartInfo Description(string folder, long first, long count)
    {
        var child = Strace.Child(folder, first, count);
        return new ProcessStartInfo(child[0], child[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
    }
}
