using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.DurableTask;

[Follows("https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-external-events")]
public class ExternalEventSpecs
{
    public static TheoryData<bool> BothModes => [false, true];

    [Theory, MemberData(nameof(BothModes))]
    public async Task Events_that_come_before_anyone_waits_are_kept_in_their_order(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc("Late", async context =>
            {
                await context.WaitForExternalEvent<string>("begin");
                return await context.WaitForExternalEvent<int>("number") + "," + await context.WaitForExternalEvent<int>("number");
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Late");
        await hub.Client.RaiseEventAsync(id, "number", 1);
        await hub.Client.RaiseEventAsync(id, "number", 2);
        await hub.Client.RaiseEventAsync(id, "begin", "");
        Assert.Equal("1,2", await hub.OutputOfAsync<string>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Names_are_compared_without_regard_to_case(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc("Waiting", context => context.WaitForExternalEvent<string>("Approval")), replayAlways);
        var id = await hub.ScheduleAsync("Waiting");
        await hub.Client.RaiseEventAsync(id, "aPPROVAL", "yes");
        Assert.Equal("yes", await hub.OutputOfAsync<string>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Of_several_waiters_for_a_name_the_newest_is_served_first(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc("Two", async context =>
            {
                var first = context.WaitForExternalEvent<string>("word");
                var second = context.WaitForExternalEvent<string>("word");
                context.SetCustomStatus("waiting");
                return $"{await first} {await second}";
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Two");
        await hub.UntilCustomStatusAsync(id, "waiting");
        await hub.Client.RaiseEventAsync(id, "word", "a");
        await hub.Client.RaiseEventAsync(id, "word", "b");
        Assert.Equal("b a", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Waiters_for_a_name_must_agree_on_the_type()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry.AddOrchestratorFunc("Torn", async context =>
        {
            _ = context.WaitForExternalEvent<string>("word");
            await context.WaitForExternalEvent<int>("word");
        }));
        var failure = await hub.FailureOfAsync(await hub.ScheduleAsync("Torn"));
        Assert.True(failure.IsCausedBy<ArgumentException>());
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Waiting_ends_with_a_cancellation_when_the_time_is_up(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc("Patient", async context =>
            {
                try
                {
                    return await context.WaitForExternalEvent<string>("answer", TimeSpan.FromDays(3));
                }
                catch (TaskCanceledException)
                {
                    // The waiter that gave up must not swallow what comes later.
                    context.SetCustomStatus("gave up");
                    return "late: " + await context.WaitForExternalEvent<string>("answer");
                }
            }),
            replayAlways);
        var answered = await hub.ScheduleAsync("Patient");
        var unanswered = await hub.ScheduleAsync("Patient");
        await hub.Client.RaiseEventAsync(answered, "answer", "yes");
        Assert.Equal("yes", await hub.OutputOfAsync<string>(answered));
        await HubHarness.UntilAsync(() => hub.ArmedTimers == 1, "only the other one still has its timer");
        hub.Time.Advance(TimeSpan.FromDays(3));
        await hub.UntilCustomStatusAsync(unanswered, "gave up");
        await hub.Client.RaiseEventAsync(unanswered, "answer", "sorry");
        Assert.Equal("late: sorry", await hub.OutputOfAsync<string>(unanswered));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Events_for_nobody_and_for_the_completed_are_dropped_without_a_word(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc<string, string>("Once", async (context, input) =>
                input == "wait" ? await context.WaitForExternalEvent<string>("word") : "done"),
            replayAlways);
        await hub.Client.RaiseEventAsync("nobody", "word", "lost");
        var id = await hub.ScheduleAsync("Once", "end", "one");
        await hub.EndOfAsync(id);
        await hub.Client.RaiseEventAsync(id, "word", "lost");

        // A later instance of the same id begins without what was sent to the earlier.
        await hub.ScheduleAsync("Once", "wait", "one");
        await hub.Client.RaiseEventAsync(id, "word", "kept");
        Assert.Equal("kept", await hub.OutputOfAsync<string>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task No_event_is_lost_or_doubled_over_a_thousand_continuations_as_new(bool replayAlways)
    {
        const int Events = 1_000;
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc<int[], int[]>("Collect", async (context, had) =>
            {
                var next = await context.WaitForExternalEvent<int>("number");
                int[] now = [.. had, next];
                if (now.Length < Events) context.ContinueAsNew(now);
                return now;
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Collect", Array.Empty<int>());
        foreach (var portion in Enumerable.Range(0, Events).Chunk(50))
        {
            // Some come while it runs, some while it is being cut, in bursts and one by one.
            foreach (var number in portion.Take(5)) await hub.Client.RaiseEventAsync(id, "number", number);
            await Task.WhenAll(portion.Skip(5).Select(number => hub.Client.RaiseEventAsync(id, "number", number)));
        }

        Assert.Equal(Enumerable.Range(0, Events), (await hub.OutputOfAsync<int[]>(id))!.Order());
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task Events_that_nobody_took_are_handed_on_in_their_order_over_many_continuations(bool replayAlways)
    {
        const int Cuts = 40;
        await using var hub = await HubHarness.StartAsync(
            registry => registry.AddOrchestratorFunc<int, string>("Late", async (context, cut) =>
            {
                await context.WaitForExternalEvent<string>("cut");
                if (cut < Cuts)
                {
                    context.ContinueAsNew(cut + 1);
                    return "";
                }

                var words = "";
                for (var i = 0; i < 3; i++) words += await context.WaitForExternalEvent<string>("word");
                return words;
            }),
            replayAlways);
        var id = await hub.ScheduleAsync("Late", 1);
        foreach (var word in (string[])["a", "b", "c"])
        {
            await hub.Client.RaiseEventAsync(id, "word", word);
            await hub.Client.RaiseEventAsync(id, "cut", "");
        }

        await HubHarness.UntilAsync(() => hub.Count("durable_message") == 0, "they are taken in");
        await hub.RestartAsync();
        await Task.WhenAll(Enumerable.Range(3, Cuts - 3).Select(_ => hub.Client.RaiseEventAsync(id, "cut", "")));
        Assert.Equal("abc", await hub.OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Events_that_need_not_be_preserved_are_dropped_with_the_old_run()
    {
        await using var hub = await HubHarness.StartAsync(registry => registry.AddOrchestratorFunc<bool, string>("Forgetful", async (context, again) =>
        {
            if (again)
            {
                context.SetCustomStatus("again");
                return await context.WaitForExternalEvent<string>("word");
            }

            await context.WaitForExternalEvent<string>("go");
            context.ContinueAsNew(true, preserveUnprocessedEvents: false);
            return "";
        }));
        var id = await hub.ScheduleAsync("Forgetful", false);
        await hub.Client.RaiseEventAsync(id, "word", "old");
        await hub.Client.RaiseEventAsync(id, "go", "");
        await hub.UntilCustomStatusAsync(id, "again");
        await hub.Client.RaiseEventAsync(id, "word", "new");
        Assert.Equal("new", await hub.OutputOfAsync<string>(id));
    }

    [Theory, MemberData(nameof(BothModes))]
    public async Task One_orchestration_sends_an_event_to_another(bool replayAlways)
    {
        await using var hub = await HubHarness.StartAsync(
            registry => registry
                .AddOrchestratorFunc("Listener", context => context.WaitForExternalEvent<string>("word"))
                .AddOrchestratorFunc<string, string>("Speaker", async (context, to) =>
                {
                    context.SendEvent("nobody", "word", "lost");
                    context.SendEvent(to, "word", "hello");
                    await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                    return "said";
                }),
            replayAlways);
        var listener = await hub.ScheduleAsync("Listener");
        var speaker = await hub.ScheduleAsync("Speaker", listener);
        Assert.Equal("hello", await hub.OutputOfAsync<string>(listener));
        hub.Time.Advance(TimeSpan.Zero);
        Assert.Equal("said", await hub.OutputOfAsync<string>(speaker));
    }
}
