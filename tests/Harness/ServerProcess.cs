using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace OmniFunctions.Tests.Harness;

/// <summary>The system itself, as a process that can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int MaxKeptLines = 400;
    public const string DemoPassword = "demo-password-for-tests";

    /// <summary>The server's assembly as this build left it.</summary>
    public static string AssemblyPath { get; } =
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerAssembly").Value!;

    private readonly Process process;
    private readonly Queue<string> output = new();

    private ServerProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public Uri Address { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    /// <summary>Processor time used so far, user and kernel.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public double ResidentMiB
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>The last lines the process printed.</summary>
    public string Output
    {
        get
        {
            lock (output) return string.Join('\n', output);
        }
    }

    /// <summary>Starts the server and waits until it is ready.</summary>
    /// <param name="settings">Settings by configuration key, as <c>Omni:DemoPassword</c>.</param>
    /// <exception cref="InvalidOperationException">It ended or did not become ready; the message holds what it printed.</exception>
    public static async Task<ServerProcess> StartAsync(string dataFolder, IReadOnlyDictionary<string, string>? settings = null, int? port = null, TimeSpan? patience = null)
    {
        var server = Launch(dataFolder, settings, port);
        try
        {
            await server.WaitUntilReadyAsync(patience ?? TimeSpan.FromSeconds(60));
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    private static ServerProcess Launch(string dataFolder, IReadOnlyDictionary<string, string>? settings, int? port)
    {
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(AssemblyPath)!,
        };
        start.ArgumentList.Add(AssemblyPath);
        start.Environment["OMNI_DATA"] = dataFolder;
        start.Environment["OMNI_URL"] = address.ToString().TrimEnd('/');
        start.Environment["Omni__DemoPassword"] = DemoPassword;
        start.Environment["AzureSignalRConnectionString"] =
            $"Endpoint={address.ToString().TrimEnd('/')};AccessKey=test-signalr-access-key-not-a-secret-01;Version=1.0;";
        foreach (var (key, value) in settings ?? new Dictionary<string, string>())
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;

        var server = new ServerProcess(new Process { StartInfo = start }, address);
        server.process.Start();
        server.process.BeginOutputReadLine();
        server.process.BeginErrorReadLine();
        return server;
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task WaitUntilReadyAsync(TimeSpan patience)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (waited.Elapsed < patience)
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The server ended with exit code {process.ExitCode} before it was ready. It printed:\n{Output}");
            try
            {
                using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"The server was not ready within {patience.TotalSeconds:0} s. It printed:\n{Output}");
    }

    /// <summary>SIGKILL: nothing is finished, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: false);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and the exit code that follows.</summary>
    public async Task<int> StopAsync()
    {
        if (!process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(limit.Token);
        }

        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (output)
        {
            if (output.Count == MaxKeptLines) output.Dequeue();
            output.Enqueue(line);
        }
    }
}
