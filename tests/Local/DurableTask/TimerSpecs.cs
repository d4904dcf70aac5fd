using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-timers")]
public class TimerSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    private static void AddSleeping(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<TimeSpan, DateTime>("Sleeping", async (context, delay) =>
        {
            await context.CreateTimer(delay, CancellationToken.None);
            return context.CurrentUtcDateTime;
        })
        .AddOrchestratorFunc("Changing", async context =>
        {
            using var stop = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromDays(30), stop.Token);
            await context.WaitForExternalEvent<string>("stop");
            stop.Cancel();
            return timer.IsCanceled;
        });

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_timer_fires_at_its_time_and_not_before(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddSleeping, replayAlways);
        var due = hub.Time.GetUtcNow().AddHours(8).UtcDateTime;
        var id = await hub.ScheduleAsync("Sleeping", TimeSpan.FromHours(8));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        hub.Time.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.Equal(1, hub.ArmedTimers);
        hub.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(due, await hub.OutputOfAsync<DateTime>(id));
    }

    [Fact]
    public async Task A_timer_has_not_fired_before_its_time_though_the_clock_was_put_back_before_it_was_heard()
    {
        using var busy = new ManualResetEventSlim();
        using var entered = new ManualResetEventSlim();
        await using var hub = await HubHarness.StartAsync(
            (registry, _) =>
            {
                AddSleeping(registry);
                registry.AddOrchestratorFunc("Busy", context =>
                {
                    entered.Set();
                    busy.Wait();
                    return Task.CompletedTask;
                });
            },
            new TaskHubOptions { MaxConcurrentOrchestrators = 1 });
        var due = hub.Time.GetUtcNow().AddHours(1).UtcDateTime;
        var id = await hub.ScheduleAsync("Sleeping", TimeSpan.FromHours(1));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");

        // Nobody comes to hear of it until the clock stands before its time again.
        await hub.ScheduleAsync("Busy");
        await HubHarness.UntilAsync(() => entered.IsSet, "the one worker is busy");
        hub.Time.Advance(TimeSpan.FromHours(1));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 0, "the timer has fired");
        hub.Time.PutBack(TimeSpan.FromMinutes(1));
        busy.Set();
        Assert.Equal(due, await hub.OutputOfAsync<DateTime>(id));
    }

    [Fact]
    public async Task A_timer_longer_than_any_of_the_clock_fires_at_its_time()
    {
        await using var hub = await HubHarness.StartAsync(AddSleeping);
        var id = await hub.ScheduleAsync("Sleeping", TimeSpan.FromDays(400));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        hub.Time.Advance(TimeSpan.FromDays(399));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the last day is armed");
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await hub.Client.GetInstanceAsync(id))!.RuntimeStatus);
        hub.Time.Advance(TimeSpan.FromDays(1));
        await hub.EndOfAsync(id);
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_long_timer_is_a_row_of_timers_of_the_greatest_length(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => AddSleeping(registry),
            new TaskHubOptions { ReplayAlways = replayAlways, MaximumTimerInterval = TimeSpan.FromDays(3) });
        var due = hub.Time.GetUtcNow().AddDays(7).UtcDateTime;
        var id = await hub.ScheduleAsync("Sleeping", TimeSpan.FromDays(7));
        foreach (var (link, days) in ((int[])[3, 3, 1]).Index())
        {
            await HubHarness.UntilAsync(() => hub.Count($"durable_timer WHERE task = {link}") == 1, $"link {link} is armed");
            hub.Time.Advance(TimeSpan.FromDays(days));
        }

        Assert.Equal(due, await hub.OutputOfAsync<DateTime>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_long_timer_is_let_go_in_any_of_its_parts(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddSleeping, replayAlways);
        var id = await hub.ScheduleAsync("Changing");
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the first part is armed");
        hub.Time.Advance(TimeSpan.FromDays(4));
        await HubHarness.UntilAsync(() => hub.Count("durable_timer WHERE task = 1") == 1, "the second part is armed");
        await hub.Client.RaiseEventAsync(id, "stop", "");
        Assert.True(await hub.OutputOfAsync<bool>(id));
        Assert.Equal((0, 0L), (hub.ArmedTimers, hub.Count("durable_timer")));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task A_timer_that_is_let_go_leaves_nothing_behind(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(AddSleeping, replayAlways);
        var id = await hub.ScheduleAsync("Changing");
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        await hub.Client.RaiseEventAsync(id, "stop", "");
        Assert.True(await hub.OutputOfAsync<bool>(id));
        Assert.Equal((0, 0L), (hub.ArmedTimers, hub.Count("durable_timer")));
    }

    [Fact]
    public async Task A_timer_that_fell_due_while_the_hub_was_closed_fires_when_it_opens()
    {
        await using var hub = await HubHarness.StartAsync(AddSleeping);
        var id = await hub.ScheduleAsync("Sleeping", TimeSpan.FromHours(8));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        await hub.DropAsync();
        hub.Time.Advance(TimeSpan.FromHours(20));
        var opened = hub.Time.GetUtcNow().UtcDateTime;
        await hub.OpenAsync();
        hub.Time.Advance(TimeSpan.Zero);
        Assert.Equal(opened, await hub.OutputOfAsync<DateTime>(id));
    }

    [Fact]
    public async Task A_timer_that_has_fired_is_not_armed_again_when_the_hub_opens()
    {
        await using var hub = await HubHarness.StartAsync((registry, _) => registry.AddOrchestratorFunc<object?, int>("Goes on", async (context, _) =>
        {
            await context.CreateTimer(TimeSpan.FromMinutes(1), CancellationToken.None);
            return await context.WaitForExternalEvent<int>("answer");
        }));
        var id = await hub.ScheduleAsync("Goes on", null);
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "the timer is armed");
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await HubHarness.UntilAsync(() => hub.Count("durable_history") == 2, "the timer was heard");

        await hub.DropAsync();
        await hub.OpenAsync();

        Assert.Equal((0, 0), (hub.ArmedTimers, hub.Count("durable_timer")));
        hub.Time.Advance(TimeSpan.FromMinutes(1));
        await hub.Client.RaiseEventAsync(id, "answer", 7);
        Assert.Equal(7, await hub.OutputOfAsync<int>(id));
        Assert.Equal(3, hub.Count("durable_history"));
    }

    [Fact]
    public async Task Ten_thousand_armed_timers_all_fire_once_after_a_restart()
    {
        const int Timers = 10_000;
        await using var hub = await HubHarness.StartAsync(
            (registry, _) => registry.AddOrchestratorFunc<int, int>("Many", async (context, count) =>
            {
                var fired = 0;
                var timers = Enumerable.Range(1, count).Select(async i =>
                {
                    await context.CreateTimer(TimeSpan.FromSeconds(i), CancellationToken.None);
                    fired++;
                });
                await Task.WhenAll(timers);
                return fired;
            }),
            new TaskHubOptions { MaxOrchestrationBatchSize = 1_000 });
        var ids = new List<string>();
        for (var i = 0; i < 10; i++) ids.Add(await hub.ScheduleAsync("Many", Timers / 10));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == Timers, "all are armed");
        hub.Time.Advance(TimeSpan.FromSeconds(100));
        await hub.RestartAsync();
        await HubHarness.UntilAsync(() => hub.ArmedTimers >= Timers - 1_000, "the rest are armed again");
        hub.Time.Advance(TimeSpan.FromSeconds(1_000));
        foreach (var id in ids) Assert.Equal(Timers / 10, await hub.OutputOfAsync<int>(id));
        Assert.Equal((0, 0L), (hub.ArmedTimers, hub.Count("durable_timer")));
    }
}
