using System.Text;
using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OmniFunctions.Conversations;
using OmniFunctions.Durable;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Local.EventHubs;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Policies;
using OmniFunctions.Runtime;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Policies;
using OmniFunctions.Tests.Simulation.Kernel;

namespace OmniFunctions.Tests.Simulation.Product;

/// <summary>
/// The product as one life of the process runs it, without the host: its own runtime and durable tasks on the real engines, with queues
/// served, rings that may be lost, and the sweep that makes up for them.
/// </summary>
internal sealed class Life(RunContext run, Chance chance, SimulatedProcess process, Func<SimulatedProcess, HttpMessageHandler> platform, Func<bool> isCalm)
{
    public const string Secret = "a-webhook-secret";
    public static readonly TenantId Tenant = new("demo");
    private static readonly TimeSpan SweepInterval = TimeSpan.FromMinutes(1);
    private static readonly QueueOptions Queue = new()
    {
        RequiresSession = true,
        DuplicateDetectionWindow = TimeSpan.FromMinutes(10),
        LockDuration = TimeSpan.FromSeconds(30),

        // A run kills more often in an hour than a year does; what dead letters are for is tried elsewhere.
        MaxDeliveryCount = 10_000,
    };

    private TaskHub hub = null!;
    private ServiceProvider services = null!;

    public DurableTaskClient Durable => hub.Client;

    public ConversationStore Conversations => Get<ConversationStore>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async Task StartAsync(ServicePolicy policy)
    {
        var broker = ServiceBusBroker.On(process.Store);
        broker.DeclareQueue(BusKeys.Inbound, Queue);
        broker.DeclareQueue(BusKeys.Outbound, Queue);
        EventHubLog.On(process.Store).DeclareHub(BusKeys.Insights);
        services = Compose();
        await services.EnsureTablesAsync();
        await Get<PolicyStore>().ActivateAsync(Tenant, policy);
        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        hub = new TaskHub(process.Store, new RegistryFactory(registry), services, process.Clock, options: new TaskHubOptions
        {
            MaxConcurrentOrchestrators = 4,
            MaxConcurrentActivities = 8,
            MaxConcurrentEntities = 4,
        });
        await hub.StartAsync();
        await ServeAsync(BusKeys.Inbound, TakeInAsync);
        await ServeAsync(BusKeys.Outbound, SendAsync);
        process.Clock.CreateTimer(_ => run.Start("the sweep", SweepAsync), null, SweepInterval, SweepInterval);
    }

    /// <summary>Wakes the lifecycle, or does not: a lost ring may cost time and nothing else.</summary>
    public Task RingAsync(ConversationKey key, Wake wake)
    {
        if (isCalm() || !chance.Happens(run.Plan.LostRing)) return Doorbell.RingAsync(Durable, key, wake);
        run.Trace.Add($"a ring is lost");
        return Task.CompletedTask;
    }

    private ServiceProvider Compose()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Tables"] = process.TablesConnection,
            ["ServiceBus"] = process.BusConnection,
            ["EventHub"] = process.BusConnection,
            ["Omni:SealingKey"] = Convert.ToBase64String(Encoding.ASCII.GetBytes("thirty-two bytes for the tests!!")),
            ["Omni:Accounts:demo:telegram:bot:secret_token"] = Secret,
            ["Omni:Accounts:demo:telegram:bot:bot_token"] = "1:t",
            ["Omni:Accounts:demo:telegram:bot:api_base"] = "http://127.0.0.1:9",
        }).Build();
        var parts = new ServiceCollection();
        parts.AddSingleton<TimeProvider>(process.Clock);
        parts.AddSingleton<IConversationPush, NoPush>();
        parts.AddSingleton<IPresencePush, NoPush>();
        parts.AddOmniRuntime(configuration);
        parts.AddOmniDurable();
        parts.AddSingleton(all => new EgressClient(all.GetRequiredService<EgressOptions>(), process.Clock, NullLogger<EgressClient>.Instance, platform(process)));
        return parts.BuildServiceProvider();
    }

    private async Task ServeAsync(string queue, Func<ServiceBusReceivedMessage, Task> handle)
    {
        var processor = Get<ServiceBusClient>().CreateSessionProcessor(
            queue, new ServiceBusSessionProcessorOptions { SessionIdleTimeout = TimeSpan.FromSeconds(1), MaxConcurrentSessions = 4 });
        processor.ProcessMessageAsync += async args =>
        {
            if (!isCalm() && chance.Happens(run.Plan.SlowHandler)) await Task.Delay(chance.Span(TimeSpan.Zero, TimeSpan.FromMinutes(2)), process.Clock);
            if (Fails()) throw new DeliberateException("before the handler");
            await handle(args.Message);
            if (Fails()) throw new DeliberateException("after the handler");
        };
        processor.ProcessErrorAsync += args =>
        {
            run.Trace.Add($"{queue} {args.ErrorSource} {args.Exception.GetType().Name}");
            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();
    }

    private async Task TakeInAsync(ServiceBusReceivedMessage message)
    {
        var outcome = await Get<Intake>().HandleAsync(message.MessageId!, message.Body);
        run.Trace.Add($"took in {outcome.Wake} {outcome.Refusal}");
        if (outcome.Refusal is { } refusal) throw new InvalidOperationException($"The message was refused: {refusal}.");
        if (outcome.Conversation is { } conversation) await RingAsync(conversation, outcome.Wake);
    }

    private async Task SendAsync(ServiceBusReceivedMessage message)
    {
        if (await Get<Sender>().HandleAsync(message.Body) is { } conversation) await RingAsync(conversation, Wake.Ring);
    }

    private async Task SweepAsync()
    {
        try
        {
            if (await Get<Sweep>().RunAsync(Durable) is > 0 and var woken) run.Trace.Add($"the sweep woke {woken}");
            foreach (var conversation in await Get<HeldSending>().RunAsync()) await RingAsync(conversation, Wake.Ring);
        }
        catch (Exception e) when (Client.IsRefusal(e))
        {
            run.Trace.Add($"the sweep was refused");
        }
    }

    private bool Fails() => !isCalm() && chance.Happens(run.Plan.HandlerFailure);
}
