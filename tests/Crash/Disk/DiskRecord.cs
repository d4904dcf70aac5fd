using System.Globalization;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>All that one run of the child did to its folder.</summary>
internal sealed record DiskRecord(IReadOnlyList<DiskStep> Steps, IReadOnlyList<SystemCall> Calls, Strace.Outcome Outcome)
{
    private static readonly string[] Watched = ["openat", "pwrite64", "write", "ftruncate", "fdatasync", "fsync", "unlink"];

    /// <param name="more">Further options, such as a call that is to fail.</param>
    public static async Task<DiskRecord> TakeAsync(string folder, long first, long count, params string[] more)
    {
        using var notes = new TemporaryFolder();
        var record = Path.Combine(notes.Path, "record");
        var outcome = await Strace.RunChildAsync(["-y", "-xx", "-s", "40000", "-o", record, "-e", $"trace={string.Join(',', Watched)}", .. more], folder, first, count);
        var calls = SystemCall.Read(record).Where(call => call.Path.StartsWith(folder, StringComparison.Ordinal) || call.Name == "write").ToList();
        return new DiskRecord([.. StepsOf(calls, folder)], calls, outcome);
    }

    private static IEnumerable<DiskStep> StepsOf(List<SystemCall> calls, string folder)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var call in calls)
        {
            if (call.Result < 0) continue;
            var file = call.Path.Length > folder.Length ? call.Path[(folder.Length + 1)..] : "";
            switch (call.Name)
            {
                case "write" when call.String is ['a', 'c', 'k', ' ', .. var number]:
                    yield return new DiskStep.Acknowledged(long.Parse(number.AsSpan().TrimEnd('\n'), CultureInfo.InvariantCulture));
                    break;
                case "fdatasync" or "fsync" when file.Length == 0:
                    yield return new DiskStep.FolderFlushed();
                    break;

                // Neither outlives the machine: the one says who holds the folder, the other is memory that processes share.
                case not "write" when file is "in-use" or "omni.db-shm" or "":
                    break;
                case "openat" when call.Arguments.Contains("O_CREAT", StringComparison.Ordinal) && known.Add(file):
                    yield return new DiskStep.Created(file);
                    break;
                case "pwrite64":
                    yield return new DiskStep.Wrote(file, call.LastNumber, call.Data[..(int)call.Result]);
                    break;
                case "ftruncate":
                    yield return new DiskStep.Truncated(file, call.LastNumber);
                    break;
                case "fdatasync" or "fsync":
                    yield return new DiskStep.Flushed(file);
                    break;
                case "unlink":
                    known.Remove(file);
                    yield return new DiskStep.Deleted(file);
                    break;
            }
        }
    }
}
