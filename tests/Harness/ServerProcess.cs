using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace OmniFunctions.Tests.Harness;

/// <summary>The system itself, as a process that can be killed.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int MaxKeptLines = 400;
    private const int LowestPort = 12_000;
    private const int HighestPort = 30_000;
    public const string DemoPassword = "demo-password-for-tests";

    /// <summary>The server's assembly as this build left it.</summary>
    public static string AssemblyPath { get; } =
        typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerAssembly").Value!;

    private readonly Process process;
    private readonly Queue<string> output = new();
    private bool disposed;

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
    /// <param name="settings">Settings by configuration key, as <c>Omni:DemoPassword</c>, or plain environment variables.</param>
    /// <exception cref="InvalidOperationException">It ended or did not become ready; the message holds what it printed.</exception>
    /// <param name="arguments">Of the program, as <c>--demo</c>.</param>
    public static async Task<ServerProcess> StartAsync(
        string dataFolder, IReadOnlyDictionary<string, string>? settings = null, int? port = null, TimeSpan? patience = null, IReadOnlyList<string>? arguments = null)
    {
        var server = Launch(dataFolder, settings, port, arguments: arguments);
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

    /// <summary>Starts the server and does not wait: it may be meant to end before it is ready.</summary>
    /// <param name="maxOpenFiles">As <c>ulimit -n</c> would set it; null for what this process has.</param>
    /// <param name="programFolder">A copy of the server's folder to run instead, for a test that changes files in it.</param>
    public static ServerProcess Launch(
        string dataFolder,
        IReadOnlyDictionary<string, string>? settings = null,
        int? port = null,
        int? maxOpenFiles = null,
        string? programFolder = null,
        IReadOnlyList<string>? arguments = null)
    {
        var assembly = programFolder is null ? AssemblyPath : Path.Combine(programFolder, Path.GetFileName(AssemblyPath));
        var address = new Uri($"http://127.0.0.1:{port ?? FreePort()}");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assembly)!,
        };
        if (maxOpenFiles is { } limit)
        {
            foreach (var argument in (string[])["-c", $"ulimit -n {limit} && exec \"$0\" \"$@\"", start.FileName]) start.ArgumentList.Add(argument);
            start.FileName = "sh";
        }

        start.ArgumentList.Add(assembly);
        foreach (var argument in arguments ?? []) start.ArgumentList.Add(argument);
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

    /// <summary>
    /// A port nobody listens at, from below the range the system takes outgoing ports from: a client that calls a server that is down
    /// would some day be given the server's own port, connect to itself, and keep the server from coming back.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(LowestPort, HighestPort);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody has it; another one then.
            }
        }
    }

    /// <exception cref="InvalidOperationException">It ended or did not become ready; the message holds what it printed.</exception>
    public async Task WaitUntilReadyAsync(TimeSpan patience)
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
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or SocketException)
            {
                // Not listening yet.
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"The server was not ready within {patience.TotalSeconds:0} s. It printed:\n{Output}");
    }

    /// <summary>Waits for it to end by itself.</summary>
    /// <returns>The exit code, 128 and the signal's number after a signal; null when it still runs.</returns>
    public async Task<int?> EndAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
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
        // Whoever was to start the next one may have failed to, and lets go of this one again.
        if (disposed) return;
        disposed = true;
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
