using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;
using OmniFunctions.Runtime;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Durable;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The runtime on the real engines, in a folder and a store of its own, with a Telegram bot for an account.</summary>
public sealed class RuntimeUnderTest : IAsyncDisposable
{
    public const string Secret = "a-webhook-secret";
    public static readonly TenantId Tenant = new("demo");
    public static readonly AccountKey Bot = new(Tenant, "telegram", "bot");
    private const int MostTakers = 64;
    private static long lastUpdate;

    private readonly Func<ServiceProvider> build;

    private RuntimeUnderTest(DirectoryInfo folder, EmbeddedStore store, Func<ServiceProvider> build)
    {
        this.build = build;
        Folder = folder;
        Store = store;
        Services = build();
    }

    public DirectoryInfo Folder { get; }

    public EmbeddedStore Store { get; }

    public ServiceProvider Services { get; private set; }

    public RecordedPush Push => Get<RecordedPush>();

    public ConversationStore Conversations => Get<ConversationStore>();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <param name="platforms">What stands for the network; null for the network itself.</param>
    /// <param name="brokerRemembers">How long the broker drops what it has had; ten minutes unless given.</param>
    public static async Task<RuntimeUnderTest> StartAsync(Uri? platform = null, Dictionary<string, string?>? settings = null, bool withQueues = true, bool withInsights = true, TimeProvider? time = null, HttpMessageHandler? platforms = null, TimeSpan? brokerRemembers = null)
    {
        var name = "r" + Guid.NewGuid().ToString("N");
        var folder = Directory.CreateTempSubdirectory("omni-runtime-");
        var store = EmbeddedStore.Open(new StoreOptions(folder.FullName) { Name = name });
        if (withQueues)
        {
            var queue = new QueueOptions { RequiresSession = true, DuplicateDetectionWindow = brokerRemembers ?? TimeSpan.FromMinutes(10) };
            ServiceBusBroker.On(store).DeclareQueue(BusKeys.Inbound, queue);
            ServiceBusBroker.On(store).DeclareQueue(BusKeys.Outbound, queue);
        }

        if (withInsights) EventHubLog.On(store).DeclareHub(BusKeys.Insights);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tables"] = $"AccountName=demo;AccountKey=ZGVtbw==;TableEndpoint=local://{name}/",
            ["ServiceBus"] = $"Endpoint=sb://{name}/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true",
            ["EventHub"] = $"Endpoint=sb://{name}/;SharedAccessKeyName=demo;SharedAccessKey=ZGVtbw==;UseDevelopmentEmulator=true",
            ["Omni:Attachments"] = Path.Combine(folder.FullName, "attachments"),
            ["Omni:SealingKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("thirty-two bytes for the tests!!")),
            ["Omni:Accounts:demo:telegram:bot:secret_token"] = Secret,
            ["Omni:Accounts:demo:telegram:bot:bot_token"] = "1:t",
            ["Omni:Accounts:demo:telegram:bot:api_base"] = platform?.ToString(),
            ["Omni:Accounts:demo:wechat-oa:service:token"] = "t",
            ["Omni:Accounts:demo:wechat-oa:service:app_id"] = "wx1",
            ["Omni:Accounts:demo:wechat-oa:service:app_secret"] = "s",
            ["Omni:Accounts:demo:wechat-oa:service:api_base"] = platform?.ToString(),
        }).AddInMemoryCollection(settings ?? []).Build();
        var runtime = new RuntimeUnderTest(folder, store, () => Build(configuration, time, platforms));
        await runtime.Services.EnsureTablesAsync();
        return runtime;
    }

    /// <summary>What was only in memory is forgotten, as when a process ends and another begins.</summary>
    public async Task ForgetAsync()
    {
        await Services.DisposeAsync();
        Services = build();
    }

    private static ServiceProvider Build(IConfiguration configuration, TimeProvider? time, HttpMessageHandler? platforms)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton<RecordedPush>();
        services.AddSingleton<IConversationPush>(all => all.GetRequiredService<RecordedPush>());
        services.AddSingleton<IPresencePush>(all => all.GetRequiredService<RecordedPush>());
        services.AddOmniRuntime(configuration);
        services.AddOmniDurable();
        if (platforms is not null)
        {
            services.AddSingleton(all => new OmniFunctions.Runtime.Outbound.EgressClient(
                all.GetRequiredService<OmniFunctions.Runtime.Outbound.EgressOptions>(),
                all.GetRequiredService<TimeProvider>(),
                Microsoft.Extensions.Logging.Abstractions.NullLogger<OmniFunctions.Runtime.Outbound.EgressClient>.Instance,
                platforms));
        }

        return services.BuildServiceProvider();
    }

    /// <summary>A customer's message as Telegram brings it.</summary>
    public static WebhookRequest Update(long sender, string text, long? id = null, string secret = Secret, DateTimeOffset? sentAt = null)
    {
        var update = id ?? Interlocked.Increment(ref lastUpdate);
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            update_id = update,
            message = new { message_id = update, date = sentAt?.ToUnixTimeSeconds() ?? 1_780_000_000, text, chat = new { id = sender, type = "private" }, from = new { id = sender, is_bot = false, first_name = "Mei" } },
        });
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["X-Telegram-Bot-Api-Secret-Token"] = secret };
        return new WebhookRequest("POST", "https://omni.example/webhooks/demo/telegram/bot", new Dictionary<string, string>(), headers, body);
    }

    public Task<DoorReply> KnockAsync(WebhookRequest request, string account = "bot") =>
        Get<Door>().ReceiveAsync("demo", "telegram", account, request, CancellationToken.None);

    /// <summary>What lies in the inbound queue, taken out of it: of each sender in its order.</summary>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeInboundAsync(int count)
    {
        var bus = Get<ServiceBusClient>();
        var taken = new ConcurrentQueue<ServiceBusReceivedMessage>();
        using var enough = new CancellationTokenSource();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(count, MostTakers)).Select(async _ =>
        {
            while (taken.Count < count)
            {
                try
                {
                    await using var session = await bus.AcceptNextSessionAsync(BusKeys.Inbound, cancellationToken: enough.Token);
                    while (await session.ReceiveMessageAsync(TimeSpan.FromMilliseconds(20)) is { } message)
                    {
                        await session.CompleteMessageAsync(message);
                        taken.Enqueue(message);
                    }
                }
                catch (OperationCanceledException) when (enough.IsCancellationRequested)
                {
                    return;
                }
            }

            await enough.CancelAsync();
        }));
        return [.. taken];
    }

    public Task<IntakeOutcome> TakeInAsync(ServiceBusReceivedMessage message) => Get<Intake>().HandleAsync(InboundMessages.IdOf(message), message.Body);

    /// <summary>A message all the way into its conversation.</summary>
    public async Task<ConversationKey> ReceiveAsync(long sender, string text)
    {
        Assert.Equal(200, (await KnockAsync(Update(sender, text))).Status);
        var outcome = await TakeInAsync(Assert.Single(await TakeInboundAsync(1)));
        return outcome.Conversation ?? throw new InvalidOperationException("The message went nowhere.");
    }

    public Task<IReadOnlyList<StoredEvent>> EventsAsync(ConversationKey key) => Conversations.EventsAsync(key, 0, ConversationStore.MaxEvents);

    public async Task<ApplyOutcome> OfferAndAcceptAsync(ConversationKey key, AgentId agent)
    {
        var queue = new QueueId("service");
        var why = new OmniFunctions.Routing.Explanation(DateTimeOffset.UnixEpoch, "demo-1", queue, DateTimeOffset.UnixEpoch, agent, [], 0);
        Assert.Null((await Conversations.ApplyAsync(key, new ConversationCommand.Offer(agent, why))).Refusal);
        var accepted = await Conversations.ApplyAsync(key, new ConversationCommand.Accept(agent));
        Assert.Null(accepted.Refusal);
        return accepted;
    }

    /// <summary>Ends it by the agent's hand and the passing of the time in which it could be reopened: none.</summary>
    public async Task EndAsync(ConversationKey key, AgentId agent)
    {
        var demo = OmniFunctions.Policies.DemoPolicy.Document;
        await Get<OmniFunctions.Runtime.Policies.PolicyStore>().ActivateAsync(key.Tenant, demo with { Version = "short", Queues = [demo.Queues[0] with { ReopenSeconds = 0 }] });
        await OfferAndAcceptAsync(key, agent);
        await Conversations.ApplyAsync(key, new ConversationCommand.Close(agent, CloseReason.Resolved));
        Assert.IsType<Phase.Ended>((await Conversations.ApplyAsync(key, new ConversationCommand.Tick())).After!.State.Phase);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Store.Dispose();
        Folder.Delete(recursive: true);
    }
}
