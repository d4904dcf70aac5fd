using Microsoft.Playwright;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Browser;

/// <summary>A real Chromium: the machine's own, or one installed from its distribution's packages.</summary>
internal static class Chromium
{
    private static readonly string[] Known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

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
        await DebianPackages.InstallAsync("Chromium", "chromium", "fonts-noto-cjk");
        return Find() ?? throw new InvalidOperationException("The package 'chromium' was installed, but no browser is where it usually is.");
    }
}
