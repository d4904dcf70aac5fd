using System.Diagnostics;
using Microsoft.Playwright;

namespace OmniFunctions.Tests.Browser;

/// <summary>A real Chromium: the machine's own, or one installed from its distribution's packages.</summary>
internal static class Chromium
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) => await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = Find() ?? await InstallAsync(),
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
        ],
    });

    private static string? Find() => Known.FirstOrDefault(File.Exists);

    private static async Task<string> InstallAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get"))
            throw new InvalidOperationException("These tests need Chromium. Install it (on Debian: apt-get install chromium fonts-noto-cjk) and run them again.");
        await RunAsync("apt-get", "update");
        await RunAsync("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk");
        return Find() ?? throw new InvalidOperationException("The package 'chromium' was installed, but no browser is where it usually is.");
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
