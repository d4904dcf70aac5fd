using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>A real broker: the machine's own mosquitto, or one installed from its distribution's packages. It keeps its sessions over a restart.</summary>
internal sealed class Mosquitto : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly SemaphoreSlim Installing = new(1);

    private readonly DirectoryInfo folder;
    private readonly string program;
    private Process? process;

    private Mosquitto(DirectoryInfo folder, string program, int port)
    {
        this.folder = folder;
        this.program = program;
        Port = port;
    }

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"mqtt://127.0.0.1:{Port}");

    public static async Task<Mosquitto> StartAsync()
    {
        var program = await FindOrInstallAsync();
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var folder = Directory.CreateTempSubdirectory("omni-mosquitto-");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "mosquitto.conf"), string.Create(CultureInfo.InvariantCulture, $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence true
            persistence_location {folder.FullName}/
            {(Environment.UserName == "root" ? "user root" : "")}
            """));
        var broker = new Mosquitto(folder, program, port);
        await broker.ComeAsync();
        return broker;
    }

    /// <summary>Ends it as its administrator would; it writes down what waits.</summary>
    public async Task GoAsync()
    {
        if (process is null) return;
        using (var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)])) await terminate.WaitForExitAsync();
        using var limit = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(limit.Token);
        process.Dispose();
        process = null;
    }

    public async Task ComeAsync()
    {
        process = Process.Start(new ProcessStartInfo(program, ["-c", Path.Combine(folder.FullName, "mosquitto.conf")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var knock = new TcpClient();
                await knock.ConnectAsync(IPAddress.Loopback, Port);
                return;
            }
            catch (SocketException) when (waited.Elapsed < Patience && !process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await GoAsync();
        folder.Delete(recursive: true);
    }

    private static string? Find() => new[] { "/usr/sbin/mosquitto", "/usr/bin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto" }.FirstOrDefault(File.Exists);

    private static async Task<string> FindOrInstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (Find() is { } found) return found;
            await DebianPackages.InstallAsync("the broker mosquitto", "mosquitto");
            return Find() ?? throw new InvalidOperationException("The package 'mosquitto' was installed, but no broker is where it usually is.");
        }
        finally
        {
            Installing.Release();
        }
    }
}
