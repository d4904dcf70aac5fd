using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using OmniFunctions.Attendance;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Attendance;

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
        await life.RoutingAsync(routing => routing.Group.Agents[Lin].Held.IsEmpty && !routing.Conversations.Any());
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

    [Fact]
    public async Task Of_two_agents_who_pick_the_same_conversation_at_once_one_has_it()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 0);
        await life.ComesOnlineAsync(Wang, capacity: 0);
        var key = await life.WriteAsync(9, "hello");
        await life.RoutingAsync(state => state.Group.WaitingOf(key.Id) is not null);
        foreach (var agent in new[] { Lin, Wang })
        {
            // Away they are offered nothing, and may pick.
            await SignalAsync(life, nameof(RoutingEntity.SetPresence), new AgentPresence(agent, Presence.Away, 1, [Queue]));
        }

        var outcomes = await Task.WhenAll(Claims.ClaimAsync(life.Client, key, Lin), Claims.ClaimAsync(life.Client, key, Wang));

        var winner = Assert.Single(outcomes, outcome => outcome!.IsTheirs)!.Holder;
        Assert.Equal((Refusal.AlreadyClaimed, winner), (outcomes.Single(outcome => !outcome!.IsTheirs)!.Reason, outcomes.Single(outcome => !outcome!.IsTheirs)!.Holder));
        Assert.Equal(winner, (await life.UntilAsync(key, found => found.State.Phase is Phase.Serving)).State.Holder);
        var routing = await life.RoutingAsync(state => state.Group.HolderOf(key.Id) == winner);
        Assert.Null(routing.Group.WaitingOf(key.Id));
    }

    [Fact]
    public async Task Who_has_no_room_picks_nothing_and_the_conversation_waits_on()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await life.ComesOnlineAsync(Lin, capacity: 0);
        var key = await life.WriteAsync(9, "hello");
        await life.RoutingAsync(state => state.Group.WaitingOf(key.Id) is not null);

        Assert.Equal(Refusal.AtCapacity, (await Claims.ClaimAsync(life.Client, key, Lin))!.Reason);
        Assert.IsType<Phase.Waiting>((await life.UntilAsync(key, _ => true)).State.Phase);
    }

    [Fact]
    public async Task A_pick_that_the_conversation_would_not_have_leaves_it_at_its_old_place()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await SignalAsync(life, nameof(RoutingEntity.SetPresence), new AgentPresence(Lin, Presence.Away, 1, [Queue]));
        var nowhere = new ConversationId("aaaaaaaaaaaaaaaaaaaaaaaaaaa-1");
        await SignalAsync(life, nameof(RoutingEntity.Enqueue), Request(nowhere, "0000000000000000003-00"));
        await life.RoutingAsync(state => state.Group.WaitingOf(nowhere) is not null);

        var outcome = await Claims.ClaimAsync(life.Client, new ConversationKey(RuntimeUnderTest.Tenant, nowhere), Lin);

        Assert.Equal(Refusal.ConversationUnknown, outcome!.Refused);
        var routing = await life.RoutingAsync(state => state.Group.Agents[Lin].Held.IsEmpty);
        Assert.Equal(default, routing.Group.WaitingOf(nowhere)!.Since);
    }

    [Fact]
    public void A_state_that_an_earlier_build_stored_is_read_on()
    {
        const string Stored = """
            {"Group":{"Agents":{"lin":{"Agent":"lin","Presence":2,"Capacity":2,"Queues":["service"],"Held":["c1"],"IdleSince":"2026-03-02T09:00:00+00:00"}},
            "Waiting":[{"Conversation":"c2","Queue":"service","Since":"2026-03-02T09:00:05+00:00","Except":["wang"],"PolicyVersion":"demo-1","ExceptUntil":"2026-03-02T09:00:35+00:00"}]},
            "Marks":{"c1":{"Latest":"1","Requested":"1","Again":null},"c2":{"Latest":"2","Requested":"2"}}}
            """;

        var state = (RoutingState)JsonDataConverter.Default.Deserialize(Stored, typeof(RoutingState))!;
        var again = (RoutingState)JsonDataConverter.Default.Deserialize(JsonDataConverter.Default.Serialize(state), typeof(RoutingState))!;

        Assert.All([state, again], read =>
        {
            Assert.Equal((Lin, 1), (read.Group.HolderOf(new ConversationId("c1")), read.Group.Agents[Lin].UnitsInUse));
            Assert.Equal((RoutingTerms.Default.Ageing, 1), (read.Group.Waiting[0].Terms.Ageing, read.Group.Agents[Lin].Weight));
            Assert.Contains(Wang, read.Group.WaitingOf(new ConversationId("c2"))!.Except);
        });
    }

    [Fact]
    public async Task Attendance_follows_from_what_routing_says_of_an_agent()
    {
        await using var life = await LifeUnderTest.StartAsync();
        await SignalAsync(life, nameof(RoutingEntity.SetPresence), new AgentPresence(Lin, Presence.Online, 1, [Queue], Address: "10.0.0.7"));
        await life.RoutingAsync(state => state.Group.Agents.ContainsKey(Lin));
        life.Time.Advance(TimeSpan.FromMinutes(10));
        await SignalAsync(life, nameof(RoutingEntity.SetPresence), new AgentPresence(Lin, Presence.Away, 1, [Queue], Reason: "lunch"));
        await life.RoutingAsync(state => state.Group.Agents[Lin].Reason == "lunch");
        life.Time.Advance(TimeSpan.FromMinutes(30));
        await SignalAsync(life, nameof(RoutingEntity.SetPresence), new AgentPresence(Lin, Presence.Offline, 1, [Queue]));

        var now = life.Time.GetUtcNow();
        var store = life.Runtime.Get<AttendanceStore>();
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        AttendanceDay? found = null;
        for (var tries = 0; found?.LastLogOut is null && tries < 500; tries++)
        {
            await Task.Delay(20);
            found = (await store.OfDayAsync(RuntimeUnderTest.Tenant, day, TimeZoneInfo.Utc, now)).GetValueOrDefault(Lin);
        }

        Assert.Equal((600, 1_800, "10.0.0.7", now), (found!.OnlineSeconds, found.AwaySeconds["lunch"], found.Address, found.LastLogOut!.Value));
    }

    private static AgentRequest Request(ConversationId conversation, string operationId) => new(operationId, conversation, Queue, default, [], null, "demo-1");

    private static Task SignalAsync(LifeUnderTest life, string operation, object input) =>
        life.Client.Entities.SignalEntityAsync(RoutingEntity.Of(RuntimeUnderTest.Tenant), operation, input);
}
