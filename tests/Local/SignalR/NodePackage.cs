using System.Diagnostics;

namespace OmniFunctions.Tests.Local.SignalR;

/// <summary>Installs the JavaScript client from npm, once, into a folder that is not kept in the repository, and runs scripts with it.</summary>
public sealed class NodePackage : IAsyncLifetime
{
    private const string Client = "@microsoft/signalr@10.0.11";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LineLimit = TimeSpan.FromSeconds(20);
    private readonly string folder = Path.Combine(AppContext.BaseDirectory, "node-signalr");

    public async Task InitializeAsync()
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "@microsoft", "signalr"))) return;
        Directory.CreateDirectory(folder);
        using var install = Run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder, Client]);
        var errors = install.StandardError.ReadToEndAsync();
        await install.WaitForExitAsync().WaitAsync(InstallLimit);
        if (install.ExitCode != 0) throw new InvalidOperationException($"npm could not install {Client}: {await errors}");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public Process Start(string script, params string[] arguments)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.cjs");
        File.WriteAllText(file, script);
        return Run("node", [file, .. arguments]);
    }

    public static async Task<string?> NextLineAsync(Process process) => await process.StandardOutput.ReadLineAsync().WaitAsync(LineLimit);

    private Process Run(string command, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
