using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Platforms.Sip;

/// <summary>The test tool of SIP: the machine's own, or one installed from its distribution's packages.</summary>
internal static class Sipp
{
    private const string Program = "/usr/bin/sipp";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public static async Task InstallAsync()
    {
        if (!File.Exists(Program)) await DebianPackages.InstallAsync("sipp", "sip-tester");
    }

    /// <summary>Plays a scenario once.</summary>
    /// <returns>The exit code, 0 only when each step was as the scenario has it, and what it printed.</returns>
    public static async Task<(int Code, string Output)> CallAsync(string scenario, int from, int to)
    {
        string[] arguments =
        [
            Address(to), "-sf", scenario, "-i", "127.0.0.1", "-p", Number(from), "-m", "1", "-nostdin", "-timeout", Number((int)Patience.TotalSeconds), "-timeout_error",
        ];
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(Patience + Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }

    private static string Address(int port) => $"127.0.0.1:{Number(port)}";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
