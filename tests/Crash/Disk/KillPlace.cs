using System.Globalization;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>The n-th call of a kind by one thread of the process.</summary>
internal sealed record KillPlace(string Call, int Number)
{
    /// <summary>The calls that change what is on the disk.</summary>
    public static readonly IReadOnlyList<string> Changes = ["pwrite64", "fdatasync", "ftruncate", "unlink"];

    public IEnumerable<string> Options =>
        ["--seccomp-bpf", "-o", "/dev/null", "-e", $"trace={Call}", "-e", string.Create(CultureInfo.InvariantCulture, $"inject={Call}:signal=KILL:when={Number}")];

    /// <summary>All places of a recorded run, in an order of chance, so that a short run sees some of each kind.</summary>
    public static List<KillPlace> Of(DiskRecord record, IReadOnlyList<string> calls, Random random)
    {
        // strace counts by thread and by call.
        var places = record.Calls.Where(call => calls.Contains(call.Name)).GroupBy(call => (call.Thread, call.Name))
            .GroupBy(group => group.Key.Name, group => group.Count())
            .SelectMany(counts => Enumerable.Range(1, counts.Max()).Select(number => new KillPlace(counts.Key, number))).ToArray();
        random.Shuffle(places);
        return [.. places];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Call} {Number}");
}
