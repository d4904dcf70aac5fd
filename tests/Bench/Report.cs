using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace OmniFunctions.Tests.Bench;

/// <summary>Prints results for people, or one JSON object a line.</summary>
internal sealed class Report(bool json)
{
    private bool headed;

    public static string Commit { get; } = ReadCommit();

    /// <summary>What was measured, for people.</summary>
    public void Settings(string said)
    {
        if (!json) Console.WriteLine(said);
    }

    public void Add(Measurement m)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(m, Measurement.Json));
            return;
        }

        if (!headed)
        {
            Console.WriteLine($"{m.Cores} cores, commit {m.Commit}, {System.Runtime.InteropServices.RuntimeInformation.FrameworkDescription}, load client on the same machine");
            Console.WriteLine($"{"scenario",-13} {"variant",-34} {"clients",7} {"op/s",9} {"mean ms",8} {"p50 ms",8} {"p99 ms",8} {"cpu ms/op",10} {"of floor",9} {"RSS MiB",8} {"flushes/op",10}  target");
            headed = true;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{m.Scenario,-13} {m.Variant,-34} {m.Clients,7} {m.Rate,9:0} {m.MeanMs,8:0.000} {m.P50Ms,8:0.000} {m.P99Ms,8:0.000} {m.CpuMsPerOp,10:0.000} {m.FloorRatio,9:0.00} {m.RssMiB,8:0} {m.FlushesPerOp,10:0.000}{Verdict(m)}"));
    }

    private static string Verdict(Measurement m) => (m.Target, m.Reached) switch
    {
        (null, _) => "",
        (_, null) => $"  too small a run for: {m.Target}",
        (_, true) => $"  reached: {m.Target}",
        (_, false) => $"  missed: {m.Target}",
    };

    private static string ReadCommit()
    {
        try
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["rev-parse", "--short", "HEAD"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            return git?.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown";
        }
    }
}
