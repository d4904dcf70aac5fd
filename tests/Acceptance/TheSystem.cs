using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Access;
using OmniFunctions.Demo;
using OmniFunctions.Local.Functions;
using OmniFunctions.Policies;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Acceptance;

/// <summary>The real composition, started once for all scenarios, with the channel platforms' send APIs played beside it.</summary>
public sealed class TheSystem : IAsyncLifetime, IDisposable
{
    public const string Password = ServerProcess.DemoPassword;

    private readonly TemporaryFolder folder = new();
    private LocalHost host = null!;

    public FakePlatform Platform { get; private set; } = null!;

    /// <summary>The directory of the demo tenant's company, and of the tenant <see cref="MadeByDirectory"/>.</summary>
    public FakeIssuer Directory { get; private set; } = null!;

    /// <summary>The directory of a partner of the demo tenant's company.</summary>
    public FakeIssuer Partner { get; private set; } = null!;

    /// <summary>A tenant whose directory makes its accounts, by groups.</summary>
    public const string MadeByDirectory = "made";

    /// <summary>A tenant in which a second factor is everybody's duty.</summary>
    public const string Strict = "strict";

    /// <summary>A tenant in which it is that of supervisors.</summary>
    public const string StrictAbove = "strict-above";

    public DeskClient Li { get; private set; } = null!;

    public DeskClient Wang { get; private set; } = null!;

    /// <summary>The supervisor.</summary>
    public DeskClient Chen { get; private set; } = null!;

    /// <summary>An agent of another tenant.</summary>
    public DeskClient Stranger { get; private set; } = null!;

    public Uri Address => host.Address;

    public IServiceProvider Services => host.Services;

    public async Task InitializeAsync()
    {
        Platform = await FakePlatform.StartAsync();
        Directory = await FakeIssuer.StartAsync();
        Partner = await FakeIssuer.StartAsync();
        var address = $"http://127.0.0.1:{ServerProcess.FreePort()}";
        host = await LocalHost.StartProgramAsync(typeof(HttpFunctions).Assembly, new LocalHostOptions
        {
            Url = new Uri(address),
            DataFolder = folder.Path,
            Settings = new Dictionary<string, string?>(Platform.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            {
                ["OMNI_DATA"] = folder.Path,
                ["OMNI_URL"] = address,
                ["Omni:SignInProviders:0"] = Provider("demo", "company", Directory, new { secondFactorBy = new[] { "mfa" }, signsOutThere = true }),
                ["Omni:SignInProviders:1"] = Provider("demo", "partner", Partner, new { domains = new[] { "partner.example" }, sessionHours = 1 }),
                ["Omni:SignInProviders:2"] = Provider(MadeByDirectory, "company", Directory, new
                {
                    mailsAreVerified = true,
                    makesAccounts = true,
                    rules = new object[] { new { group = "support", queues = new[] { "service" } }, new { group = "heads", roles = new[] { "agent", "supervisor" } } },
                }),
                ["Omni:SignInProviders:3"] = Provider(Strict, "company", Directory, new { secondFactorBy = new[] { "mfa" } }),
                [$"Omni:SecondFactorDuties:{Strict}"] = "everyone",
                [$"Omni:SecondFactorDuties:{StrictAbove}"] = "supervisors",
                ["Omni:DemoPassword"] = Password,
                ["Omni:Accounts:demo:telegram:bot:bot_token"] = "100000000:a-robot-not-a-secret",
                ["Omni:Accounts:demo:webchat:shop:visitor_key"] = "shop-visitor-key-not-a-secret-0000001",
                ["Omni:Accounts:demo:webchat:shop:allowed_origins"] = "https://shop.example",
                ["Omni:Accounts:demo:webchat:shop:prechat_fields"] = "name!,email",
                ["Omni:Accounts:demo:webchat:shop:input_preview"] = "on",
                ["Omni:Accounts:demo:webchat:shop:max_file_mb"] = "1",
                ["Omni:Accounts:demo:webchat:shop:track"] = "off",
                ["Omni:Accounts:other:webchat:site:visitor_key"] = "another-visitor-key-not-a-secret-0001",
            },
        });
        await AddStrangerAsync();
        Li = await SignInAsync("demo", "li.na");
        Wang = await SignInAsync("demo", "wang.fang");
        Chen = await SignInAsync("demo", "chen.wei");
        Stranger = await SignInAsync("other", "zhao.min");
    }

    public Task<DeskClient> SignInAsync(string tenant, string name) => DeskClient.SignInAsync(Address, tenant, name, Password);

    /// <summary>Closes what earlier scenarios left open, sends everyone home, and puts the demo's rules in force again.</summary>
    public async Task ClearAsync()
    {
        await RestoreRulesAsync();
        DeskClient[] agents = [Li, Wang, Chen];
        await Li.SetPresenceAsync("online");
        await Eventually.HoldsAsync(async () =>
        {
            foreach (var agent in agents)
            {
                foreach (var conversation in await agent.ListAsync("mine")) await TryCloseAsync(agent, conversation);
            }

            return (await Chen.ListAsync("open")).Count == 0;
        });
        foreach (var agent in agents) await agent.SetPresenceAsync("offline");
        await Eventually.HoldsAsync(async () => (await Chen.GetAsync("/api/agents")).GetProperty("agents").EnumerateArray()
            .All(agent => agent.GetProperty("presence").GetString() == "offline" && agent.GetProperty("load").GetInt32() == 0));
    }

    /// <summary>What one only takes part in is another's to close, and what has just moved on shows where it is at the next look.</summary>
    private static async Task TryCloseAsync(DeskClient agent, JsonElement conversation)
    {
        try
        {
            var phase = conversation.GetProperty("phase").GetString();
            if (phase == "snoozed") await agent.SendAsync(HttpMethod.Post, $"/api/conversations/{conversation.Id()}/wake", new { });
            if (phase == "offered") await agent.AcceptAsync(conversation.Id());
            await agent.CloseAsync(conversation.Id());
        }
        catch (HttpRequestException refused) when (refused.StatusCode == HttpStatusCode.Conflict)
        {
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var agent in new[] { Li, Wang, Chen, Stranger }) agent.Dispose();
        await host.DisposeAsync();
        await Platform.DisposeAsync();
        await Directory.DisposeAsync();
        await Partner.DisposeAsync();
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Rules that a scenario put in force hold for that scenario alone.</summary>
    private async Task RestoreRulesAsync()
    {
        var demo = DemoRules.Source().Policy;
        var active = await Services.GetRequiredService<PolicyStore>().ActiveAsync(DemoTenant.Id);
        if (PolicyHash.Of(active) == PolicyHash.Of(demo)) return;
        await Services.GetRequiredService<PolicyRegister>().ActivateAsync(DemoTenant.Id, DemoRules.Source(), new PolicyAuthor(null, "between scenarios"));
    }

    private static string Provider(string tenant, string id, FakeIssuer issuer, object more)
    {
        var document = JsonSerializer.SerializeToNode(more)!.AsObject();
        foreach (var (name, value) in new[] { ("tenant", tenant), ("id", id), ("name", $"The {id}'s directory"), ("issuer", issuer.Address), ("clientId", FakeIssuer.ClientId), ("clientSecret", FakeIssuer.ClientSecret) })
            document[name] = value;
        return document.ToJsonString();
    }

    private async Task AddStrangerAsync()
    {
        var hash = Services.GetRequiredService<Passwords>().Hash(Password);
        var stranger = new Agent(new TenantId("other"), new AgentId("zhao.min"), "Zhao Min", [AgentRole.Agent, AgentRole.Supervisor], 3, [new QueueId("service")], hash);
        await Services.GetRequiredService<AgentStore>().SaveAsync(stranger, CancellationToken.None);
    }
}

[CollectionDefinition(nameof(TheSystem))]
public sealed class SystemCollection : ICollectionFixture<TheSystem>;
