using System.Globalization;
using OmniFunctions.Tests.Crash.Disk;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Faults.Lifecycles;

/// <summary>
/// The time of day as a whole process sees it, set from outside while it runs. libfaketime stands between the process and its calls for the
/// time; what counts the time that passes is left alone, as it is when somebody sets a clock.
/// </summary>
internal sealed class MovedClock : IDisposable
{
    private static readonly Lazy<string?> Library = new(() => Package.Find("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "faketime"));
    private readonly TemporaryFolder folder = new();

    public MovedClock() => Move(TimeSpan.Zero);

    /// <summary>What to say where there is none; null where there is.</summary>
    public static string? Missing => Library.Value is null ? "it needs libfaketime, which is not installed and could not be (apt-get install faketime)" : null;

    private string Offset => Path.Combine(folder.Path, "offset");

    /// <summary>Of the environment of the process.</summary>
    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Library.Value!,
        ["FAKETIME_TIMESTAMP_FILE"] = Offset,
        ["FAKETIME_NO_CACHE"] = "1",
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
    };

    /// <summary>Removes what the library keeps in shared memory for a process, which one that is killed leaves behind.</summary>
    public static void CleanUpAfter(int process)
    {
        foreach (var name in (string[])["faketime_shm_", "sem.faketime_sem_"]) File.Delete(string.Create(CultureInfo.InvariantCulture, $"/dev/shm/{name}{process}"));
    }

    /// <param name="ahead">Of the machine's own clock, or behind it.</param>
    public void Move(TimeSpan ahead)
    {
        // Whole or not at all: the process may be reading.
        var next = Offset + ".next";
        File.WriteAllText(next, ahead.TotalSeconds.ToString("+0;-0;+0", CultureInfo.InvariantCulture));
        File.Move(next, Offset, overwrite: true);
    }

    public void Dispose() => folder.Dispose();
}
