using System.Diagnostics;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>A tool of the system's packages, installed when it is not there and this user may.</summary>
internal static class Package
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>The path, or null where it is not and could not be.</returns>
    public static string? Find(string path, string name)
    {
        if (!OperatingSystem.IsLinux()) return null;
        if (!File.Exists(path) && Environment.UserName == "root")
        {
            using var install = Process.Start(new ProcessStartInfo("apt-get", ["install", "-y", "-qq", name]) { RedirectStandardOutput = true, RedirectStandardError = true });
            install?.WaitForExit(Patience);
        }

        return File.Exists(path) ? path : null;
    }
}
