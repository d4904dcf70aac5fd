using System.Text.Json;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Runtime;

/// <summary>What routing stores in parts is what it has in mind, whatever has happened.</summary>
public sealed class RoutingStateSpecs
{
    private const int Steps = 600;
    private static readonly QueueId Queue = new("service");
    private static readonly AgentId[] Agents = [.. Enumerable.Range(0, 6).Select(number => new AgentId($"agent-{number}"))];

    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public async Task The_parts_that_are_stored_make_the_same_state_again(int seed)
    {
        var time = new ManualTime();
        var entity = new RoutingEntity(new NobodyIsTold(), time);
        var operated = new Operated();
        var random = new Random(seed);
        for (var step = 0; step < Steps; step++)
        {
            time.Advance(TimeSpan.FromSeconds(random.Next(30)));
            var (name, input) = Next(random, step, time.GetUtcNow());
            await entity.RunAsync(operated.Operation(name, input));

            var state = (RoutingState)operated.Kept!;
            var again = RoutingState.Of(Stored(state));
            Assert.Equal(Described(state), Described(again));
        }

        Assert.True(((RoutingState)operated.Kept!).Conversations.Count() > 10, "Too little has happened.");
    }

    [Fact]
    public async Task An_operation_makes_new_parts_of_what_it_changed_and_no_others()
    {
        var time = new ManualTime();
        var entity = new RoutingEntity(new NobodyIsTold(), time);
        var operated = new Operated();
        await entity.RunAsync(operated.Operation(nameof(RoutingEntity.SetPresence), new AgentPresence(Agents[0], Presence.Online, 1_000, [Queue])));
        for (var number = 0; number < 500; number++) await entity.RunAsync(operated.Operation(nameof(RoutingEntity.Enqueue), Request(number, 1, default)));
        var before = (RoutingState)operated.Kept!;

        time.Advance(TimeSpan.FromSeconds(1));
        await entity.RunAsync(operated.Operation(nameof(RoutingEntity.Enqueue), Request(500, 1, default)));

        var after = (RoutingState)operated.Kept!;
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

    /// <summary>The state between two operations, kept as an object.</summary>
    private sealed class Operated
    {
        public object? Kept { get; set; }

        public TaskEntityOperation Operation(string name, object input) => new One(this, name, input);

        private sealed class One(Operated owner, string name, object input) : TaskEntityOperation
        {
            public override string Name => name;

            public override TaskEntityContext Context { get; } = new Silent();

            public override TaskEntityState State { get; } = new Memory(owner);

            public override bool HasInput => true;

            public override object? GetInput(Type inputType) => input;
        }

        private sealed class Memory(Operated owner) : TaskEntityState
        {
            public override bool HasState => owner.Kept is not null;

            public override object? GetState(Type type) => owner.Kept;

            public override void SetState(object? state) => owner.Kept = state;
        }

        private sealed class Silent : TaskEntityContext
        {
            public override EntityInstanceId Id { get; } = RoutingEntity.Of(RuntimeUnderTest.Tenant);

            public override void SignalEntity(EntityInstanceId id, string operationName, object? input = null, SignalEntityOptions? options = null)
            {
                // Attendance follows elsewhere.
            }

            public override string ScheduleNewOrchestration(Microsoft.DurableTask.TaskName name, object? input = null, Microsoft.DurableTask.StartOrchestrationOptions? options = null) =>
                options?.InstanceId ?? "";
        }
    }
}
