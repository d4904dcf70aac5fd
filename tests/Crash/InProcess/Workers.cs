using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Durable;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Runtime;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>
/// The runtime on the real engines in this process, put together as often as there are workers: they share the store and nothing in memory,
/// as machines of the cloud build would.
/// </summary>
internal sealed class Workers : IAsyncDisposable
{
    public const string BotSecret = "a-webhook-secret";
    public static readonly TenantId Tenant = new("demo");
    public static readonly AccountKey Bot = new(Tenant, "telegram", "bot");
    private readonly TemporaryFolder folder = new();
    private readonly List<ServiceProvider> workers = [];

    private Workers(TimeProvider time)
    {
        Time = time;
        Store = EmbeddedStore.Open(new StoreOptions(folder.Path) { Name = "w" + Guid.NewGuid().ToString("N"), Time = time });
    }

    public TimeProvider Time { get; }

    public EmbeddedStore Store { get; }

    public IReadOnlyList<ServiceProvider> All => workers;

    public ServiceProvider First => workers[0];

    public ConversationStore Conversations => First.GetRequiredService<ConversationStore>();

    /// <param name="platform">Where answers go; null when none are given.</param>
    /// <param name="lockDuration">Of the queues' locks; null for what queues have that are told nothing.</param>
    public static async Task<Workers> StartAsync(int count, TimeProvider? time = null, FakePlatform? platform = null, TimeSpan? lockDuration = null)
    {
        var started = new Workers(time ?? TimeProvider.System);
        var queue = new QueueOptions { RequiresSession = true, DuplicateDetectionWindow = TimeSpan.FromMinutes(10), LockDuration = lockDuration ?? new QueueOptions().LockDuration };
        ServiceBusBroker.On(started.Store).DeclareQueue(BusKeys.Inbound, queue);
        ServiceBusBroker.On(started.Store).DeclareQueue(BusKeys.Outbound, queue);
        EventHubLog.On(started.Store).DeclareHub(BusKeys.Insights);
        for (var i = 0; i < count; i++) started.workers.Add(started.Compose(platform));
        await started.First.EnsureTablesAsync();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in workers) await worker.DisposeAsync();
        Store.Dispose();
        folder.Dispose();
    }

    private ServiceProvider Compose(FakePlatform? platform)
    {
        var name = Store.Options.Name;
        var bus = $"Endpoint=sb://{name}/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tables"] = $"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{name}/",
            ["ServiceBus"] = bus,
            ["EventHub"] = bus,
            ["Omni:SealingKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("thirty-two bytes for the tests!!")),
            ["Omni:Accounts:demo:telegram:bot:secret_token"] = BotSecret,
            ["Omni:Accounts:demo:telegram:bot:bot_token"] = "1:t",
            ["Omni:Accounts:demo:wechat-oa:service:replay_window_seconds"] = "300",
            ["Omni:Accounts:demo:telegram:bot:api_base"] = platform?.Address.ToString(),
        }).AddInMemoryCollection(DemoSettings.Account("wechat-oa", "service").Select(setting => KeyValuePair.Create($"Omni:Accounts:demo:wechat-oa:service:{setting.Key}", (string?)setting.Value))).Build();
        var services = new ServiceCollection();
        services.AddSingleton(Time);
        services.AddSingleton<NobodyWatches>();
        services.AddSingleton<IConversationPush>(all => all.GetRequiredService<NobodyWatches>());
        services.AddSingleton<IPresencePush>(all => all.GetRequiredService<NobodyWatches>());
        services.AddOmniRuntime(configuration);
        services.AddOmniDurable();
        return services.BuildServiceProvider();
    }
}
