using Microsoft.DurableTask.Client;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;

namespace OmniFunctions.Tests.Runtime;

public sealed class RoutingSpecs
{
    private static readonly AgentId Lin = new("lin");
    private static readonly AgentId Wang = new("wang");
    private static readonly QueueId Queue = new("service");

    [Fact]
    public async Task A_conversation_that_would_not_have_the_agent_gives_their_place_back()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 1);
        var nowhere = new ConversationId("aaaaaaaaaaaaaaaaaaaaaaaaaaa-1");
        await SignalAsync(life, nameof(RoutingEntity.Enqueue), Request(nowhere, "0000000000000000003-00"));
        var instance = AssignmentOrchestrator.InstanceOf(nowhere, "0000000000000000003-00");
        await life.UntilInstanceAsync(instance, found => found.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        await life.RoutingAsync(routing => routing.Group.Agents[Lin].Held.IsEmpty && routing.Marks.IsEmpty);
    }

    [Fact]
    public async Task A_request_that_comes_twice_is_one_request_and_a_late_release_frees_no_place()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 1);
        var key = await life.WriteAsync(7, "hello");
        await life.UntilOfferedAsync(key, Lin);
        var declined = await life.CommandAsync(key, new ConversationCommand.Decline(Lin));
        await life.ComesOnlineAsync(Wang, capacity: 1);
        await life.UntilOfferedAsync(key, Wang);

        foreach (var effect in declined.Effects)
        {
            object signal = effect.Effect is Effect.RequestAgent ? Request(key.Id, effect.OperationId) : new AgentRelease(effect.OperationId, key.Id, Wang);
            await SignalAsync(life, signal is AgentRequest ? nameof(RoutingEntity.Enqueue) : nameof(RoutingEntity.Release), signal);
        }

        // A sign of life behind the repetitions: once it is seen, they were taken.
        await life.ComesOnlineAsync(new AgentId("zhao"));
        var routing = await life.RoutingAsync(state => state.Group.Agents.ContainsKey(new AgentId("zhao")));
        Assert.Equal((Wang, 0), (routing.Group.HolderOf(key.Id), routing.Group.Waiting.Count));
    }

    private static AgentRequest Request(ConversationId conversation, string operationId) => new(operationId, conversation, Queue, default, [], null, "demo-1");

    private static Task SignalAsync(LifeUnderTest life, string operation, object input) =>
        life.Client.Entities.SignalEntityAsync(RoutingEntity.Of(RuntimeUnderTest.Tenant), operation, input);
}
