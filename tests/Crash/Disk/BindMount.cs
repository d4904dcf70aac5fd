using System.Diagnostics;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.Disk;

/// <summary>A file system mounted for the time of a test. Only a privileged user may.</summary>
internal sealed class BindMount : IDisposable
{
    private static readonly Lazy<bool> MayMount = new(() =>
    {
        using var folder = new TemporaryFolder();
        using var mount = TryMemory(1, System.IO.Path.Combine(folder.Path, "probe"));
        return mount is not null;
    });

    private BindMount(string path) => Path = path;

    /// <summary>What to say where this user may not mount; null where they may.</summary>
    public static string? Missing => MayMount.Value ? null : "it needs a small disk of its own, and this user may not mount one";

    public string Path { get; }

    /// <summary>A second way to a folder, or null where this user may not mount.</summary>
    public static BindMount? Try(string folder, string at) => Mount(at, ["--bind", folder, at]);

    /// <summary>A small disk in memory, or null where this user may not mount.</summary>
    public static BindMount? TryMemory(int megabytes, string at) => Mount(at, ["-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", at]);

    public bool TryMakeReadOnly() => Run("mount", ["-o", "remount,bind,ro", Path]);

    public void Dispose() => Run("umount", ["--lazy", Path]);

    private static BindMount? Mount(string at, string[] arguments)
    {
        Directory.CreateDirectory(at);
        return OperatingSystem.IsLinux() && Run("mount", arguments) ? new BindMount(at) : null;
    }

    private static bool Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
