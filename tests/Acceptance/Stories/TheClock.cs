using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Local.Functions;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.Tests.Harness;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Acceptance.Stories;

/// <summary>The real composition on a clock that the stories move. Each story has a tenant of its own, so that none sees another's.</summary>
public sealed class TheClock : IAsyncLifetime, IDisposable
{
    private const int MaxScenes = 80;
    private const string Password = "a-password-for-stories";

    /// <summary>What looks every few seconds for work that no story has: a story that passes two days would wait for each look.</summary>
    private static readonly string[] Pulses = ["PushInsights", "Pulls", "ChannelAccounts", "MediaFetches", "DeadLetterMarks", "HeldSends"];

    private readonly TemporaryFolder folder = new();
    private LocalHost host = null!;
    private int scenes;

    /// <summary>A Monday, nine in the morning.</summary>
    public ManualTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public FakePlatform Platform { get; private set; } = null!;

    public IServiceProvider Services => host.Services;

    public Uri Address => host.Address;

    public async Task InitializeAsync()
    {
        Platform = await FakePlatform.StartAsync();
        var settings = new Dictionary<string, string?> { ["OMNI_DATA"] = folder.Path, ["Omni:SeedDemo"] = "false" };
        foreach (var pulse in Pulses) settings[$"AzureWebJobs.{pulse}.Disabled"] = "true";
        for (var scene = 1; scene <= MaxScenes; scene++)
        {
            settings[$"Omni:Accounts:{TenantOf(scene)}:telegram:bot:secret_token"] = Scene.BotSecret;
            settings[$"Omni:Accounts:{TenantOf(scene)}:telegram:bot:bot_token"] = "100000000:a-robot-not-a-secret";
            settings[$"Omni:Accounts:{TenantOf(scene)}:telegram:bot:api_base"] = Platform.Address.ToString().TrimEnd('/');
            settings[$"Omni:Accounts:{TenantOf(scene)}:webchat:site:visitor_key"] = "a-visitor-key-for-stories-not-a-secret-1";
        }

        host = await LocalHost.StartProgramAsync(typeof(HttpFunctions).Assembly, new LocalHostOptions { DataFolder = folder.Path, Settings = settings, Time = Time });
    }

    /// <summary>A fresh tenant with rules, and with people who are signed in and online.</summary>
    /// <param name="policy">The document, YAML.</param>
    /// <param name="agents">Ids; one with a <c>!</c> behind it is a supervisor, one that ends in <c>?</c> is not online.</param>
    public async Task<Scene> OpenAsync(string policy, params string[] agents)
    {
        var number = Interlocked.Increment(ref scenes);
        Assert.True(number <= MaxScenes, "There are more stories than tenants.");
        var tenant = new TenantId(TenantOf(number));
        var reading = PolicyDocument.Read(policy);
        Assert.Empty(reading.Faults);
        Assert.Empty(await Services.GetRequiredService<PolicyStore>().ActivateAsync(tenant, reading.Policy!));

        var hash = Services.GetRequiredService<Passwords>().Hash(Password);
        var scene = new Scene(this, tenant);
        foreach (var said in agents)
        {
            var id = said.TrimEnd('!', '?');
            AgentRole[] roles = said.Contains('!', StringComparison.Ordinal) ? [AgentRole.Agent, AgentRole.Supervisor] : [AgentRole.Agent];
            var agent = new Agent(tenant, new AgentId(id), id, roles, 3, [.. reading.Policy!.Queues.Select(queue => queue.Id)], hash);
            await Services.GetRequiredService<AgentStore>().SaveAsync(agent, CancellationToken.None);
            await scene.SignInAsync(id, Password, isOnline: !said.EndsWith('?'));
        }

        return scene;
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await Platform.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    private static string TenantOf(int scene) => string.Create(CultureInfo.InvariantCulture, $"story{scene}");
}

[CollectionDefinition(nameof(TheClock))]
public sealed class ClockCollection : ICollectionFixture<TheClock>;
