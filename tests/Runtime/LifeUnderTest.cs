using Azure.Messaging.ServiceBus;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
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
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>The whole way of a message: the runtime with its queues served and its durable tasks running, as a host would.</summary>
public sealed class LifeUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TaskHub hub;
    private readonly List<ServiceBusSessionProcessor> processors = [];

    private LifeUnderTest(RuntimeUnderTest runtime, TaskHub hub)
    {
        Runtime = runtime;
        this.hub = hub;
    }

    public RuntimeUnderTest Runtime { get; }

    public ManualTime Time { get; private init; } = null!;

    public DurableTaskClient Client => hub.Client;

    /// <summary>The rings of customers and agents are lost.</summary>
    public bool DeafToRings { get; set; }

    public static async Task<LifeUnderTest> StartAsync(Uri? platform = null, bool withInsights = true)
    {
        var time = new ManualTime();
        var runtime = await RuntimeUnderTest.StartAsync(platform, withInsights: withInsights, time: time);
        var registry = new DurableTaskRegistry();
        DurableTasks.Register(registry);
        var hub = new TaskHub(runtime.Store, new RegistryFactory(registry), runtime.Services, time);
        var life = new LifeUnderTest(runtime, hub) { Time = time };
        await hub.StartAsync();
        await life.ServeAsync(BusKeys.Inbound, async message =>
        {
            var outcome = await runtime.TakeInAsync(message);
            if (life.DeafToRings) return;
            if (outcome.Conversation is { } key) await Doorbell.RingAsync(hub.Client, key, outcome.Wake);
            foreach (var other in outcome.Also) await Doorbell.RingAsync(hub.Client, other, Wake.Ring);
        });
        await life.ServeAsync(BusKeys.Outbound, async message =>
        {
            if (await runtime.Get<Sender>().HandleAsync(message.Body) is { } key) await Doorbell.RingAsync(hub.Client, key, Wake.Ring);
        });
        return life;
    }

    public Task ComesOnlineAsync(AgentId agent, int capacity = 2) => Client.Entities.SignalEntityAsync(
        RoutingEntity.Of(RuntimeUnderTest.Tenant), nameof(RoutingEntity.SetPresence), new AgentPresence(agent, Presence.Online, capacity, [new QueueId("service")]));

    /// <summary>A customer's message, and the conversation it is in.</summary>
    public async Task<ConversationKey> WriteAsync(long sender, string text)
    {
        Assert.Equal(200, (await Runtime.KnockAsync(RuntimeUnderTest.Update(sender, text))).Status);
        var person = await Runtime.Get<PeopleStore>().PersonOfAsync(RuntimeUnderTest.Bot, $"{sender}");
        return new ConversationKey(RuntimeUnderTest.Tenant, ConversationId.Of(person, 1));
    }

    /// <summary>A command of an agent, as the desk carries it out.</summary>
    public async Task<ApplyOutcome> CommandAsync(ConversationKey key, ConversationCommand command)
    {
        var outcome = await Runtime.Conversations.ApplyAsync(key, command);
        if (!DeafToRings) await Doorbell.RingAsync(Client, key, Wake.Ring);
        return outcome;
    }

    public async Task<StoredConversation> UntilAsync(ConversationKey key, Func<StoredConversation, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = await Runtime.Conversations.FindAsync(key);
            if (found is not null && condition(found)) return found;
            if (patience.IsCancellationRequested) throw new TimeoutException($"It did not come to that: {found?.State.Phase}, {found?.Progress}.");
            await Task.Delay(10);
        }
    }

    /// <summary>The lists are written after the log.</summary>
    public async Task UntilListedAsync(HolderView view)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await Runtime.Get<HolderIndex>().ListAsync(view, 1)).Items.Count == 0)
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Nothing came to stand in {view}.");
            await Task.Delay(10);
        }
    }

    /// <summary>
    /// Lets time pass a due moment until something has come of it. A look still under way sets its timer only afterwards, and counts from
    /// then: so a little more passes now and again.
    /// </summary>
    public async Task PassAsync(DateTimeOffset due, Task until)
    {
        Time.Advance(due - Time.GetUtcNow() + TimeSpan.FromSeconds(1));
        while (await Task.WhenAny(until, Task.Delay(TimeSpan.FromMilliseconds(250))) != until) Time.Advance(TimeSpan.FromSeconds(1));
        await until;
    }

    public Task<StoredConversation> UntilOfferedAsync(ConversationKey key, AgentId agent) =>
        UntilAsync(key, found => found.State.Phase is Phase.Offered offered && offered.Agent == agent);

    public async Task<RoutingState> RoutingAsync(Func<RoutingState, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var entity = await Client.Entities.GetEntityAsync<RoutingState>(RoutingEntity.Of(RuntimeUnderTest.Tenant));
            if (entity is not null && condition(entity.State)) return entity.State;
            if (patience.IsCancellationRequested) throw new TimeoutException($"Routing did not come to that: {entity?.State}.");
            await Task.Delay(10);
        }
    }

    public async Task UntilInstanceAsync(string instance, Func<OrchestrationMetadata, bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Client.GetInstanceAsync(instance) is not { } found || !condition(found))
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"{instance} did not come to that.");
            await Task.Delay(10);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var processor in processors) await processor.DisposeAsync();
        await hub.StopAsync();
        await hub.DisposeAsync();
        await Runtime.DisposeAsync();
    }

    private async Task ServeAsync(string queue, Func<ServiceBusReceivedMessage, Task> handle)
    {
        var processor = Runtime.Get<ServiceBusClient>().CreateSessionProcessor(
            queue, new ServiceBusSessionProcessorOptions { SessionIdleTimeout = TimeSpan.FromSeconds(1), MaxConcurrentSessions = 8 });
        processor.ProcessMessageAsync += args => handle(args.Message);
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        await processor.StartProcessingAsync();
        processors.Add(processor);
    }
}
