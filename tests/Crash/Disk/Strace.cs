using System.Diagnostics;
using System.Globalization;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>Runs a program under strace, which counts its system calls, lets the n-th fail or end the process, and writes them down.</summary>
internal static class Strace
{
    private const string Program = "/usr/bin/strace";
    private static readonly Lazy<string?> Found = new(() => Package.Find(Program, "strace"));

    /// <summary>What to say where there is none; null where there is.</summary>
    public static string? Missing => Found.Value is null ? "it needs strace, which is not installed and could not be (apt-get install strace)" : null;

    /// <summary>Runs the child of this program under the given options until it ends.</summary>
    public static async Task<Outcome> RunChildAsync(IEnumerable<string> options, string folder, long first, long count)
    {
        var start = new ProcessStartInfo(Found.Value!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "-f", "-qq", "-E", "DOTNET_TieredPGO=0", "-E", "DOTNET_gcServer=0", "-E", "DOTNET_GCHeapCount=1" },
        };
        foreach (var argument in options.Concat(Child(folder, first, count))) start.ArgumentList.Add(argument);
        return await RunAsync(start);
    }

    public static async Task<Outcome> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(limit.Token);
        return new Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>Takes hold of a running process until it is disposed of.</summary>
    public static async Task<IDisposable> AttachAsync(int process, params string[] options)
    {
        var id = process.ToString(CultureInfo.InvariantCulture);
        var strace = Process.Start(new ProcessStartInfo(Found.Value!, ["-f", "-qq", "-o", "/dev/null", .. options, "-p", id]))!;
        bool IsHeld() => Directory.GetDirectories($"/proc/{id}/task").All(thread => !File.ReadLines(Path.Combine(thread, "status")).Contains("TracerPid:\t0"));
        if (!await Patiently.WaitAsync(() => Task.FromResult(IsHeld()), TimeSpan.FromSeconds(20))) throw new InvalidOperationException("strace did not take hold of the server.");
        return new Attached(strace);
    }

    public static string[] Child(string folder, long first, long count) =>
        ["dotnet", typeof(Strace).Assembly.Location, StoreChild.Argument, folder, $"{first}", $"{count}"];

    private sealed class Attached(Process strace) : IDisposable
    {
        public void Dispose()
        {
            // It lets go of the process when it is asked to end.
            using (var ask = Process.Start("kill", ["-TERM", strace.Id.ToString(CultureInfo.InvariantCulture)])) ask.WaitForExit();
            strace.WaitForExit();
            strace.Dispose();
        }
    }

    /// <param name="ExitCode">As a shell gives it: 128 and the signal where one ended the process.</param>
    internal sealed record Outcome(int ExitCode, string Output, string Errors)
    {
        public IEnumerable<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        public bool Closed => Lines.Contains("closed");

        public bool Opened => Lines.Contains("open");

        public IEnumerable<long> Acknowledged => Numbers("ack ");

        public IEnumerable<long> Refused => Numbers("refused ");

        // A line that the end cut off was not heard by anybody.
        private IEnumerable<long> Numbers(string verb) =>
            Output.Split('\n')[..^1].Where(line => line.StartsWith(verb, StringComparison.Ordinal)).Select(line => long.Parse(line.AsSpan(verb.Length), CultureInfo.InvariantCulture));
    }
}
