using System.Diagnostics;

namespace OmniFunctions.Tests.Support;

/// <summary>Installs what tests need of the distribution's packages, where that is possible.</summary>
internal static class DebianPackages
{
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);

    /// <exception cref="InvalidOperationException">They cannot be installed here, or were not; the message says what to do.</exception>
    public static async Task InstallAsync(string need, params string[] packages)
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new InvalidOperationException($"These tests need {need}. Install it (on Debian: apt-get install {string.Join(' ', packages)}) and run them again.");
        await RunAsync("apt-get", "update");
        await RunAsync("apt-get", ["install", "-y", "--no-install-recommends", .. packages]);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(InstallPatience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
