using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer")]
public sealed class TimerTriggerSpecs
{
    private readonly Heard heard = new();
    private readonly ManualTime time = new();

    [Fact]
    public async Task A_timer_runs_when_it_is_due_and_not_before()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(EveryFiveMinutes)));

        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(heard.IsSilent);
        time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("09:05:00 late False", await heard.NextAsync());
    }

    [Fact]
    public async Task A_run_that_was_missed_while_the_host_was_down_is_made_up_once()
    {
        var options = HostOfTest.Options(typeof(EveryFiveMinutes));
        await using (await StartAsync(options))
        {
            time.Advance(TimeSpan.FromMinutes(5));
            Assert.Equal("09:05:00 late False", await heard.NextAsync());
        }

        time.Advance(TimeSpan.FromMinutes(21));
        await using var again = await StartAsync(options);

        Assert.Equal("09:26:00 late True", await heard.NextAsync());
        Assert.True(heard.IsSilent);
    }

    [Fact]
    public async Task A_timer_that_has_never_run_is_made_up_for_as_well()
    {
        var options = HostOfTest.Options(typeof(EveryFiveMinutes));
        await using (await StartAsync(options)) time.Advance(TimeSpan.FromMinutes(4));

        time.Advance(TimeSpan.FromMinutes(2));
        await using var again = await StartAsync(options);

        Assert.Equal("09:06:00 late True", await heard.NextAsync());
    }

    [Fact]
    public async Task A_timer_may_run_at_start_and_take_its_schedule_from_a_setting()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(AtStart)).With("Nightly", "0 0 2 * * *"));

        Assert.Equal("09:00:00 late False", await heard.NextAsync());
        time.Advance(TimeSpan.FromHours(17));

        Assert.StartsWith("02:00:00", await heard.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_run_is_retried_as_its_attribute_asks_and_the_schedule_goes_on()
    {
        await using var host = await StartAsync(HostOfTest.Options(typeof(Failing)));

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("try 0", await heard.NextAsync());
        await AdvanceUntilHeardAsync(TimeSpan.FromSeconds(1), "try 1");
        await AdvanceUntilHeardAsync(TimeSpan.FromSeconds(10), "try 0");
    }

    [Fact]
    public async Task The_time_provider_of_the_app_is_the_hosts()
    {
        var options = HostOfTest.Options(typeof(EveryFiveMinutes));
        await using var host = await HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard).AddSingleton<TimeProvider>(time), options);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("09:05:00 late False", await heard.NextAsync());
    }

    /// <summary>The run and the next wait for the clock meet on other threads, so the clock goes on in steps until it is heard.</summary>
    private async Task AdvanceUntilHeardAsync(TimeSpan step, string expected)
    {
        for (var tries = 0; tries < 500 && heard.IsSilent; tries++)
        {
            time.Advance(step);
            await Task.Delay(10);
        }

        Assert.Equal(expected, await heard.NextAsync());
    }

    private Task<LocalHost> StartAsync(LocalHostOptions options) =>
        HostOfTest.StartAsync(builder => builder.Services.AddSingleton(heard), options with { Time = time });

    private static string Describe(TimeProvider time, TimerInfo info) =>
        $"{time.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} late {info.IsPastDue}";

    public sealed class EveryFiveMinutes(Heard heard, TimeProvider time)
    {
        [Function("EveryFiveMinutes")]
        public void Run([TimerTrigger("0 */5 * * * *")] TimerInfo info) => heard.Add(Describe(time, info));
    }

    public sealed class AtStart(Heard heard, TimeProvider time)
    {
        [Function("AtStart")]
        public void Run([TimerTrigger("%Nightly%", RunOnStartup = true, UseMonitor = false)] TimerInfo info) => heard.Add(Describe(time, info));
    }

    public sealed class Failing(Heard heard)
    {
        [Function("Failing")]
        [FixedDelayRetry(1, "00:00:01")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo info, FunctionContext context)
        {
            heard.Add($"try {context.RetryContext.RetryCount}");
            throw new InvalidOperationException("no");
        }
    }
}
