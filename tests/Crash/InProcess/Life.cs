using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Conversations;
using OmniFunctions.Durable;
using OmniFunctions.Durable.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Tests.Harness;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>One worker with its queues served and its durable tasks running, as a host would, under a clock of the test's choice.</summary>
internal sealed class Life : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TaskHub hub;
    private readonly FakePlatform platform;
    private readonly List<ServiceBusSessionProcessor> processors = [];

    private Life(Workers workers, TaskHub hub, FakePlatform platform, bool rings)
    {
        Workers = workers;
        this.hub = hub;
        this.platform = platform;
        Rings = rings;
    }

    public Workers Workers { get; }

    public IReadOnlyCollection<PlatformMessage> Delivered => platform.Received;

    /// <summary>False: every doorbell is lost, whoever rings it.</summary>
    public bool Rings { get; }

    public DurableTaskClient Client => hub.Client;

    public static async Task<Life> StartAsync(TimeProvider time, bool rings = true)
    {
        var platform = await FakePlatform.StartAsync();
        var workers = await Workers.StartAsync(1, time, platform);
        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        var hub = new TaskHub(workers.Store, new RegistryFactory(registry), workers.First, time);
        var life = new Life(workers, hub, platform, rings);
        await hub.StartAsync();
        await life.ServeAsync(BusKeys.Inbound, async message =>
        {
            var outcome = await life.Get<Intake>().HandleAsync(message.MessageId!, message.Body);
            if (outcome.Conversation is { } key) await life.RingAsync(key, outcome.Wake);
        });
        await life.ServeAsync(BusKeys.Outbound, async message =>
        {
            if (await life.Get<Sender>().HandleAsync(message.Body) is { } key) await life.RingAsync(key, Wake.Ring);
        });
        return life;
    }

    public T Get<T>() where T : notnull => Workers.First.GetRequiredService<T>();

    public Task ComesOnlineAsync(AgentId agent, int capacity) => Client.Entities.SignalEntityAsync(
        RoutingEntity.Of(Workers.Tenant), nameof(RoutingEntity.SetPresence), new AgentPresence(agent, Presence.Online, capacity, [new QueueId("service")]));

    /// <summary>A customer's message through the door.</summary>
    /// <returns>The conversation it will be in.</returns>
    public async Task<ConversationKey> WriteAsync(long sender, long id, string text)
    {
        var reply = await Get<Door>().ReceiveAsync("demo", "telegram", "bot", BotUpdate.Of(sender, id, text), CancellationToken.None);
        if (reply.Status != 200) throw new InvalidOperationException($"The door answered {reply.Status}.");
        var person = await Get<PeopleStore>().PersonOfAsync(Workers.Bot, $"{sender}");
        return new ConversationKey(Workers.Tenant, ConversationId.Of(person, 1));
    }

    /// <summary>A command of an agent, as the desk carries it out.</summary>
    public async Task<ApplyOutcome> CommandAsync(ConversationKey key, ConversationCommand command)
    {
        var outcome = await Workers.Conversations.ApplyAsync(key, command);
        await RingAsync(key, Wake.Ring);
        return outcome;
    }

    /// <returns>Null when it did not come to that within the patience.</returns>
    public async Task<StoredConversation?> UntilAsync(ConversationKey key, Func<StoredConversation, bool> condition, TimeSpan? patience = null)
    {
        StoredConversation? found = null;
        return await Patiently.WaitAsync(async () => (found = await Workers.Conversations.FindAsync(key)) is not null && condition(found), patience ?? Patience) ? found : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var processor in processors) await processor.DisposeAsync();
        await hub.StopAsync();
        await hub.DisposeAsync();
        await Workers.DisposeAsync();
        await platform.DisposeAsync();
    }

    private Task RingAsync(ConversationKey key, Wake wake) => Rings ? Doorbell.RingAsync(hub.Client, key, wake) : Task.CompletedTask;

    private async Task ServeAsync(string queue, Func<ServiceBusReceivedMessage, Task> handle)
    {
        var processor = Get<ServiceBusClient>().CreateSessionProcessor(
            queue, new ServiceBusSessionProcessorOptions { SessionIdleTimeout = TimeSpan.FromSeconds(1), MaxConcurrentSessions = 8 });
        processor.ProcessMessageAsync += args => handle(args.Message);
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        processors.Add(processor);
    }
}
