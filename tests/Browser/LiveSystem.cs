using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Browser;

/// <summary>The real server on a folder of its own, and the platforms it answers to.</summary>
public sealed class LiveSystem : IAsyncDisposable
{
    private readonly TemporaryFolder folder;
    private readonly IReadOnlyDictionary<string, string> settings;
    private ServerProcess server;

    private LiveSystem(TemporaryFolder folder, FakePlatform platform, IReadOnlyDictionary<string, string> settings, ServerProcess server)
    {
        this.folder = folder;
        this.settings = settings;
        this.server = server;
        Platform = platform;
    }

    public FakePlatform Platform { get; }

    public Uri Address => server.Address;

    /// <param name="prepare">Writes what is needed into the data folder before the server opens it.</param>
    /// <param name="arguments">Of the program.</param>
    /// <param name="more">Settings over the usual ones.</param>
    public static async Task<LiveSystem> StartAsync(Func<string, Task>? prepare = null, IReadOnlyList<string>? arguments = null, IReadOnlyDictionary<string, string>? more = null)
    {
        var folder = new TemporaryFolder();
        if (prepare is not null) await prepare(folder.Path);
        var platform = await FakePlatform.StartAsync();
        var settings = new Dictionary<string, string>(platform.Settings.Concat(more ?? new Dictionary<string, string>()));
        return new LiveSystem(folder, platform, settings, await ServerProcess.StartAsync(folder.Path, settings, arguments: arguments));
    }

    public Task KillServerAsync() => server.KillAsync();

    /// <summary>Starts the server again on the same folder and port.</summary>
    public async Task StartServerAgainAsync()
    {
        var port = server.Address.Port;
        await server.DisposeAsync();
        server = await ServerProcess.StartAsync(folder.Path, settings, port);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        await Platform.DisposeAsync();
        folder.Dispose();
    }
}
