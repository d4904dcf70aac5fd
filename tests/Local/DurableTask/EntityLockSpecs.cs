using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-entities")]
public class EntityLockSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static readonly EntityInstanceId From = new("account", "from");
    private static readonly EntityInstanceId To = new("account", "to");

    public sealed class Account : TaskEntity<int>
    {
        public int Get() => State;

        public void Set(int amount) => State = amount;

        public void Add(int amount) => State += amount;
    }

    public sealed class Gate(Task opens) : TaskEntity<int>
    {
        public Task Wait() => opens;
    }

    private static void AddAccounts(DurableTaskRegistry registry) => registry
        .AddEntity<Account>()
        .AddOrchestratorFunc<bool, bool>("Transfer", async (context, back) =>
        {
            var (from, to) = back ? (To, From) : (From, To);
            await using (await context.Entities.LockEntitiesAsync(from, to))
            {
                var has = await context.Entities.CallEntityAsync<int>(from, "get");
                var had = await context.Entities.CallEntityAsync<int>(to, "get");
                await context.Entities.CallEntityAsync(from, "set", has - 1);
                await context.Entities.CallEntityAsync(to, "set", had + 1);
                return context.Entities.InCriticalSection();
            }
        })
        .AddOrchestratorFunc("Holding", async context =>
        {
            await using (await context.Entities.LockEntitiesAsync(From))
            {
                context.SetCustomStatus("holds");
                await context.WaitForExternalEvent<string>("release");
            }
        })
        .AddOrchestratorFunc<string>("Wrong", async (context, how) =>
        {
            await using (await context.Entities.LockEntitiesAsync(From))
            {
                if (how == "other") await context.Entities.CallEntityAsync<int>(To, "get");
                if (how == "signal") await context.Entities.SignalEntityAsync(From, "set", 1);
                if (how == "child") await context.CallSubOrchestratorAsync("Holding");
                if (how == "nested") await context.Entities.LockEntitiesAsync(To);
            }
        });

    private static async Task<int> BalanceAsync(HubHarness hub, EntityInstanceId id) => (await hub.Client.Entities.GetEntityAsync<int>(id))?.State ?? 0;

    [Theory, MemberData(nameof(BothModes))]
    public async Task Transfers_that_hold_both_accounts_lose_nothing(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddAccounts, replayAlways);
        var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => hub.ScheduleAsync("Transfer", i % 4 == 0)));
        foreach (var id in ids) Assert.True(await hub.OutputOfAsync<bool>(id));
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "all is released");
        Assert.Equal((-20, 20), (await BalanceAsync(hub, From), await BalanceAsync(hub, To)));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Others_wait_in_their_order_while_an_entity_is_held(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddAccounts, replayAlways);
        var holder = await hub.ScheduleAsync("Holding");
        await hub.UntilCustomStatusAsync(holder, "holds");
        await hub.Client.Entities.SignalEntityAsync(From, "set", 1);
        await hub.Client.Entities.SignalEntityAsync(From, "set", 2);
        await hub.RestartAsync();
        Assert.Equal(0, await BalanceAsync(hub, From));
        await hub.Client.RaiseEventAsync(holder, "release", "");
        await hub.EndOfAsync(holder);
        await HubHarness.UntilAsync(() => BalanceAsync(hub, From).Result == 2, "the others come to their turn");
    }

    [Fact]
    public async Task An_orchestration_that_ends_lets_go_of_what_it_holds()
    {
        await using var hub = await HubHarness.StartAsync(AddAccounts);
        var holder = await hub.ScheduleAsync("Holding");
        await hub.UntilCustomStatusAsync(holder, "holds");
        var next = await hub.ScheduleAsync("Transfer", false);
        await hub.Client.TerminateInstanceAsync(holder);
        await hub.EndOfAsync(holder);
        Assert.True(await hub.OutputOfAsync<bool>(next));
    }

    [Fact]
    public async Task What_was_held_back_is_performed_once_though_it_came_before_the_release()
    {
        // One entity at a time: while another one is busy, all that comes for the account waits and is taken in as one batch.
        var busy = new TaskCompletionSource();
        await using var hub = await HubHarness.StartAsync(
            (registry, _) =>
            {
                AddAccounts(registry);
                registry.AddEntity("gate", _ => new Gate(busy.Task));
                registry.AddOrchestratorFunc("Leaving", async context =>
                {
                    await using (await context.Entities.LockEntitiesAsync(From))
                    {
                        context.SetCustomStatus("holds");
                        await context.WaitForExternalEvent<string>("go");
                        await context.Entities.CallEntityAsync(From, "add", 10);
                    }
                });
            },
            new TaskHubOptions { MaxConcurrentEntities = 1 });
        var holder = await hub.ScheduleAsync("Leaving");
        await hub.UntilCustomStatusAsync(holder, "holds");
        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "the account is held and nothing is under way");
        await hub.Client.Entities.SignalEntityAsync(new EntityInstanceId("gate", "g"), "wait");
        await hub.Client.Entities.SignalEntityAsync(From, "add", 1);
        await hub.Client.RaiseEventAsync(holder, "go", "");
        await HubHarness.UntilAsync(() => hub.Count($"durable_message m JOIN durable_entity e ON e.entity = m.target WHERE e.id = '{From}'") == 2, "the holder has called");
        await hub.Client.TerminateInstanceAsync(holder);
        await hub.EndOfAsync(holder);

        busy.SetResult();
        await HubHarness.UntilAsync(() => BalanceAsync(hub, From).Result == 11, "both are performed");
        Assert.Equal(0, hub.Count("durable_message"));
        await hub.RestartAsync();
        await hub.Client.Entities.SignalEntityAsync(From, "add", 100);
        await HubHarness.UntilAsync(() => BalanceAsync(hub, From).Result >= 111, "what came later is performed");
        Assert.Equal(111, await BalanceAsync(hub, From));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("signal")]
    [InlineData("child")]
    [InlineData("nested")]
    public async Task Inside_only_the_held_entities_may_be_called(string how)
    {
        await using var hub = await HubHarness.StartAsync(AddAccounts);
        Assert.True((await hub.FailureOfAsync(await hub.ScheduleAsync("Wrong", how))).IsCausedBy<InvalidOperationException>());
    }
}
