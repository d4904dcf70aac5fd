using System.Diagnostics;
using System.Globalization;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Harness.Load;

namespace OmniFunctions.Tests.Bench;

/// <summary>A server with room at the desk for so many conversations, under plain rules: one queue, one target, no automatic texts.</summary>
internal sealed class StaffedServer : IAsyncDisposable
{
    /// <summary>The longest there is: an offer must not end while something else is measured.</summary>
    private const int OfferSeconds = 3600;

    private const int UsualTargetSeconds = 24 * 3600;

    /// <summary>Without a single message more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestDrain = TimeSpan.FromMinutes(30);
    private readonly TemporaryFolder folder;
    private readonly int port;

    private StaffedServer(TemporaryFolder folder, ServerProcess server, DeskClient supervisor, int agents)
    {
        this.folder = folder;
        port = server.Address.Port;
        Server = server;
        Supervisor = supervisor;
        Agents = agents;
        Texts = new WeChatTexts(DemoSettings.WeChat, server.Address, "bench");
    }

    public ServerProcess Server { get; private set; }

    public Uri Address => Server.Address;

    public DeskClient Supervisor { get; }

    public int Agents { get; }

    public WeChatTexts Texts { get; }

    public static async Task<StaffedServer> StartAsync(int conversations, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = new TemporaryFolder();
        var agents = Staff.For(conversations);
        await Staff.HireAsync(folder.Path, agents);
        var server = await ServerProcess.StartAsync(folder.Path, settings);
        var supervisor = await DeskClient.SignInAsync(server.Address, "demo", "chen.wei", ServerProcess.DemoPassword);
        var staffed = new StaffedServer(folder, server, supervisor, agents);
        await staffed.SetRulesAsync("bench-1", UsualTargetSeconds);
        return staffed;
    }

    /// <param name="version">Each has one of its own.</param>
    /// <param name="targetSeconds">To the first answer.</param>
    public async Task SetRulesAsync(string version, int targetSeconds)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $$"""
            version: {{version}}
            defaultQueue: service
            queues:
              - { id: service, name: Service, offerSeconds: {{OfferSeconds}}, firstResponseSeconds: {{targetSeconds}}, maxWaiting: 100000 }
            """);
        await Supervisor.SendAsync(HttpMethod.Put, "/api/admin/policies/draft", new { text });
        await Supervisor.SendAsync(HttpMethod.Post, "/api/admin/policies/activate", new { });
    }

    /// <summary>Everybody signs in and takes conversations.</summary>
    public Task ComeInAsync() => Staff.ComeInAsync(Address, Agents);

    public Task KillAsync() => Server.KillAsync();

    /// <summary>The same folder at the same address again. It may not be ready yet.</summary>
    public async Task LaunchAsync()
    {
        await Server.DisposeAsync();
        Server = ServerProcess.Launch(folder.Path, port: port);
    }

    /// <summary>Until everything that was accepted stands in its conversation.</summary>
    /// <param name="duplicates">Accepted and dropped.</param>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> DrainAsync(long duplicates = 0)
    {
        var (began, sinceProgress, last) = (Stopwatch.StartNew(), Stopwatch.StartNew(), -1L);
        while (await Counters.ReadAsync(Address) is var (accepted, takenIn, _) && takenIn < accepted - duplicates)
        {
            if (takenIn > last) (last, sinceProgress) = (takenIn, Stopwatch.StartNew());
            if (sinceProgress.Elapsed > Patience || began.Elapsed > LongestDrain)
                throw new InvalidOperationException($"After {began.Elapsed.TotalSeconds:0} s, {takenIn} of {accepted - duplicates} messages stand in their conversations.");
            await Task.Delay(20);
        }

        return began.Elapsed;
    }

    public async ValueTask DisposeAsync()
    {
        Supervisor.Dispose();
        await Server.DisposeAsync();
        folder.Dispose();
    }
}
