using System.Text.Json;
using Microsoft.DurableTask.Converters;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Crash.Faults.Races;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What routing stores in parts is what it has in mind, whatever has happened.</summary>
public sealed class RoutingStateSpecs
{
    private const int Steps = 600;
    private static readonly QueueId Queue = new("service");
    private static readonly AgentId[] Agents = [.. Enumerable.Range(0, 6).Select(number => new AgentId($"agent-{number}"))];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void The_parts_that_are_stored_make_the_same_state_again(int seed)
    {
        var time = new ManualTime();
        var routing = new EntityInMemory(new RoutingEntity(new NobodyIsTold(), time), RoutingEntity.Of(RuntimeUnderTest.Tenant));
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            time.Advance(TimeSpan.FromSeconds(random.Next(30)));
            var (name, input) = Next(random, step, time.GetUtcNow());
            routing.Do(name, input);

            var state = routing.State<RoutingState>();
            var again = RoutingState.Of(Stored(state));
            Assert.Equal(Described(state), Described(again));
        }

        Assert.True(routing.State<RoutingState>().Conversations.Count() > 10, "Too little has happened.");
    }

    [Fact]
    public void An_operation_makes_new_parts_of_what_it_changed_and_no_others()
    {
        var time = new ManualTime();
        var routing = new EntityInMemory(new RoutingEntity(new NobodyIsTold(), time), RoutingEntity.Of(RuntimeUnderTest.Tenant));
        routing.Do(nameof(RoutingEntity.SetPresence), new AgentPresence(Agents[0], Presence.Online, 1_000, [Queue]));
        for (var number = 0; number < 500; number++) routing.Do(nameof(RoutingEntity.Enqueue), Request(number, 1, default));
        var before = routing.State<RoutingState>();

        time.Advance(TimeSpan.FromSeconds(1));
        routing.Do(nameof(RoutingEntity.Enqueue), Request(500, 1, default));

        var after = routing.State<RoutingState>();
        Assert.Equal(2, after.Count(part => !before.TryGetValue(part.Key, out var was) || !ReferenceEquals(was, part.Value)));
        Assert.Equal(501, after.Group.Agents[Agents[0]].UnitsInUse);
    }

    private static (string Name, object Input) Next(Random random, int step, DateTimeOffset now)
    {
        var agent = Agents[random.Next(Agents.Length)];
        var number = random.Next(60);
        var operation = OperationId(step);
        return random.Next(9) switch
        {
            0 => (nameof(RoutingEntity.SetPresence), new AgentPresence(agent, (Presence)random.Next(3), random.Next(1, 9), [Queue])),
            1 => (nameof(RoutingEntity.Withdraw), new AgentWithdrawal(operation, Conversation(number))),
            2 => (nameof(RoutingEntity.Release), new AgentRelease(operation, Conversation(number), agent, random.Next(4) == 0)),
            3 => (nameof(RoutingEntity.Hold), new AgentHold(operation, Conversation(number), agent, 1, "telegram", Queue)),
            4 => (nameof(RoutingEntity.Claim), new AgentClaim(Conversation(number), agent)),
            5 => (nameof(RoutingEntity.LookAgain), (object)now),
            6 => (nameof(RoutingEntity.GiveBack), new AgentRelease(OperationId(Math.Max(0, step - random.Next(20))), Conversation(number), agent)),
            _ => (nameof(RoutingEntity.Enqueue), Request(number, step, now)),
        };
    }

    private static AgentRequest Request(int number, int step, DateTimeOffset now) =>
        new(OperationId(step), Conversation(number), Queue, now, [Agents[number % Agents.Length]], now.AddSeconds(30), "demo-1", Trace: number % 7 == 0 ? "trace" : null);

    private static ConversationId Conversation(int number) => new($"conversation-{number}");

    private static string OperationId(int step) => $"{step:d8}-00";

    /// <summary>Each part through its text, as the store has them.</summary>
    private static IEnumerable<KeyValuePair<string, RoutingPart>> Stored(RoutingState state) => state.Select(part => KeyValuePair.Create(
        part.Key, (RoutingPart)JsonDataConverter.Default.Deserialize(JsonDataConverter.Default.Serialize(part.Value), typeof(RoutingPart))!));

    private static string Described(RoutingState state) => JsonSerializer.Serialize(new
    {
        Agents = state.Group.Agents.Values.OrderBy(seat => seat.Agent.Value, StringComparer.Ordinal),
        Waiting = state.Group.Waiting.Select(work => work with { Except = [] }),
        Except = state.Group.Waiting.SelectMany(work => work.Except.Select(agent => $"{work.Conversation} {agent}").Order(StringComparer.Ordinal)),
        Paces = state.Group.Paces.OrderBy(pace => pace.Key.Value, StringComparer.Ordinal),
        Marks = state.Conversations.OrderBy(one => one.Key.Value, StringComparer.Ordinal).Select(one => (one.Key, one.Value.Mark?.Latest, one.Value.Mark?.Requested, one.Value.Mark?.Trace, one.Value.Mark?.Claimed?.Since).ToString()),
        state.LookAt,
    });

    private sealed class NobodyIsTold : IPresencePush
    {
        public void Changed(TenantId tenant, IEnumerable<AgentSeat> seats)
        {
            // What others see of it is not looked at here.
        }
    }
}
