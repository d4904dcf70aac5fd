using System.ComponentModel;
using System.Diagnostics;

namespace OmniFunctions.Tests.Support;

/// <summary>Installs what tests need from npm, as a lock file beside a program pins it, and starts the program. Installed once for each lock file, never per test.</summary>
internal static class NodePackages
{
    private const string Lock = "package-lock.json";
    /// <summary>Seconds on a machine at rest; other tests run beside it.</summary>
    private static readonly TimeSpan InstallPatience = TimeSpan.FromMinutes(10);

    /// <param name="folder">Has the program, its package.json and its lock file.</param>
    /// <exception cref="InvalidOperationException">There is no Node here, or npm failed; the message says what it said.</exception>
    public static async Task InstallAsync(string folder)
    {
        var installed = Path.Combine(folder, "node_modules", ".installed");
        var pinned = await File.ReadAllTextAsync(Path.Combine(folder, Lock));
        if (File.Exists(installed) && await File.ReadAllTextAsync(installed) == pinned) return;
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", folder, "ci", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error");
        npm.StandardInput.Close();
        using var limit = new CancellationTokenSource(InstallPatience);
        var output = npm.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = npm.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await npm.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw new InvalidOperationException($"npm did not install what {Path.Combine(folder, Lock)} pins within {InstallPatience.TotalMinutes:0} minutes.");
        }

        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install what {Path.Combine(folder, Lock)} pins:\n{await output}\n{await errors}");
        await File.WriteAllTextAsync(installed, pinned);
    }

    public static Process Start(string program, string folder, params string[] arguments) => Start(program, folder, new Dictionary<string, string>(), arguments);

    public static Process Start(string program, string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{program}' was not found. These tests need Node 20 or later with npm (https://nodejs.org).", e);
        }
    }
}
