using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OmniFunctions.Tests.Local.Tables;

/// <summary>The storage emulator, tables alone: installed from npm on first use, kept in memory, stopped at the end.</summary>
public sealed class Azurite : IAsyncLifetime
{
    private const string Version = "3.35.0";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private Process? server;

    public string ConnectionString { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var folder = await InstalledAsync();
        var port = FreePort();
        server = Start("node", folder,
            "node_modules/azurite/dist/src/table/main.js", "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--inMemoryPersistence",
            "--tablePort", port.ToString(provider: null));
        var told = "";
        while (!told.Contains("successfully", StringComparison.Ordinal))
        {
            told = await server.StandardOutput.ReadLineAsync().WaitAsync(StartLimit)
                ?? throw new InvalidOperationException($"Azurite ended before it listened on port {port}: {await server.StandardError.ReadToEndAsync()}");
        }

        ConnectionString =
            "AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;"
            + $"TableEndpoint=http://127.0.0.1:{port}/devstoreaccount1";
    }

    public async Task DisposeAsync()
    {
        if (server is null) return;
        server.Kill(entireProcessTree: true);
        await server.WaitForExitAsync();
        server.Dispose();
    }

    private static async Task<string> InstalledAsync()
    {
        var folder = Path.Combine(Repository.Root, "test-output", $"azurite-{Version}");
        if (Directory.Exists(folder)) return folder;

        // Installed beside and moved into place: a broken installation or a second test run never leaves half a folder.
        var fresh = $"{folder}-{Environment.ProcessId}";
        Directory.CreateDirectory(fresh);
        await File.WriteAllTextAsync(Path.Combine(fresh, "package.json"), """{ "private": true }""");
        using var npm = Start(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", fresh, "install", "--no-audit", "--no-fund", "--loglevel=error", $"azurite@{Version}");
        var errors = npm.StandardError.ReadToEndAsync();
        var output = npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync().WaitAsync(InstallLimit);
        if (npm.ExitCode != 0) throw new InvalidOperationException($"npm could not install azurite {Version}: {await errors}{await output}");
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }

        return folder;
    }

    private static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{program}' was not found. The table contract also runs against Azurite, which needs Node.js 18 or later with npm on the PATH.", e);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
