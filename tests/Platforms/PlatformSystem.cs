using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Platforms;

/// <summary>The running system with an account of every platform, the platforms' libraries, and the platforms' own servers as far as they answer.</summary>
public sealed class PlatformSystem : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder folder = new();
    private ServerProcess server = null!;

    public SdkProgram Sdks { get; private set; } = null!;

    public RecordedPlatforms Platforms { get; private set; } = null!;

    public PlatformAccounts Accounts { get; private set; } = null!;

    /// <summary>Sees every conversation, and takes over those that are to be answered.</summary>
    public DeskClient Supervisor { get; private set; } = null!;

    public HttpClient Door { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Sdks = await SdkProgram.StartAsync();
        Platforms = await RecordedPlatforms.StartAsync();
        Accounts = await PlatformAccounts.OfAsync(Sdks, Platforms);
        server = await ServerProcess.StartAsync(folder.Path, Accounts.Settings);
        Supervisor = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        Door = new HttpClient { BaseAddress = server.Address };
    }

    public async Task DisposeAsync()
    {
        Door?.Dispose();
        Supervisor?.Dispose();
        if (server is not null) await server.DisposeAsync();
        if (Platforms is not null) await Platforms.DisposeAsync();
        if (Sdks is not null) await Sdks.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();
}

[CollectionDefinition(Name)]
public sealed class OnOneSystem : ICollectionFixture<PlatformSystem>
{
    public const string Name = "platforms";
}
