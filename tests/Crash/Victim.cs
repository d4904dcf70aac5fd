using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash;

/// <summary>A server that is started again and again on one data folder and at one address, and dies where it is told to.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private const int KilledBySignal = 128 + 9;

    /// <summary>However busy the machine: how soon it is back is measured, and is no reason to break off.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();
    private readonly int port = ServerProcess.FreePort();
    private readonly List<TimeSpan> starts = [];
    private ServerProcess? server;
    private string epitaph = "";

    private Victim(FakePlatform platform) => Platform = platform;

    /// <summary>Where the answers go. It is never killed.</summary>
    public FakePlatform Platform { get; }

    public Uri Address => new($"http://127.0.0.1:{port}");

    public string Folder => folder.Path;

    /// <summary>What each start took until the server was ready.</summary>
    public IReadOnlyList<TimeSpan> Starts => starts;

    public static async Task<Victim> CreateAsync() => new(await FakePlatform.StartAsync());

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <param name="variables">Of its environment, besides the settings every test has.</param>
    public async Task StartAsync(IReadOnlyDictionary<string, string>? variables = null)
    {
        var clock = Stopwatch.StartNew();
        await LaunchAsync(variables);
        await server!.WaitUntilReadyAsync(Patience);
        starts.Add(clock.Elapsed);
    }

    public Task StartAsync(string point, int pass) => StartAsync(DyingAt(point, pass));

    /// <summary>Starts it under load, where it may be dead before it is ready.</summary>
    public Task LaunchAsync(string point, int pass) => LaunchAsync(DyingAt(point, pass));

    /// <summary>Waits for it to die where it was told to.</summary>
    /// <returns>Null when it did; else what happened instead.</returns>
    public async Task<string?> DieAsync()
    {
        var code = await server!.EndAsync(Patience);

        // Other threads go on for a moment after the one that says it, and may say something too.
        if (code == KilledBySignal && server.Output.Split('\n').Contains(epitaph, StringComparer.Ordinal)) return null;
        return code is null
            ? $"not reached within {Patience.TotalSeconds:0} s: {epitaph}"
            : string.Create(CultureInfo.InvariantCulture, $"ended with {code} instead of at {epitaph}: {server.Output}");
    }

    /// <summary>Waits for it to die at its point, or kills it from outside when the time is over.</summary>
    /// <returns>Whether it died at its point.</returns>
    public async Task<bool> DiesWithinAsync(TimeSpan time)
    {
        var died = await server!.EndAsync(time) == KilledBySignal;
        await KillAsync();
        return died;
    }

    /// <summary>SIGKILL from outside, at whatever it is doing.</summary>
    public async Task KillAsync()
    {
        if (server is not null) await server.DisposeAsync();
        server = null;
    }

    public ServerProcess Server => server ?? throw new InvalidOperationException("It does not run.");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await Platform.DisposeAsync();
        folder.Dispose();
    }

    private Dictionary<string, string> DyingAt(string point, int pass)
    {
        epitaph = CrashPoint.Epitaph(point, pass);
        return new() { [CrashPoint.Variable] = string.Create(CultureInfo.InvariantCulture, $"{point}:{pass}") };
    }

    public async Task LaunchAsync(IReadOnlyDictionary<string, string>? variables)
    {
        await KillAsync();
        server = ServerProcess.Launch(folder.Path, new Dictionary<string, string>([.. Platform.Settings, .. variables ?? new Dictionary<string, string>()]), port);
    }
}
