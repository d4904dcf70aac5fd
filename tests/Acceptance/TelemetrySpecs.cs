using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OmniFunctions.Runtime.Telemetry;
using OmniFunctions.Upkeep;

namespace OmniFunctions.Tests.Acceptance;

public sealed class TelemetrySpecs(TheSystem system) : Scenario(system)
{
    [Fact]
    public async Task A_message_is_one_trace_from_the_door_through_the_bus_to_the_push()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);

        await Customers.WeChatAsync(Customers.UniqueOpenId(), Customers.Unique("traced"));

        await Eventually.HoldsAsync(() => Task.FromResult(spans.Any(push =>
            push.OperationName == "push"
            && spans.Any(intake => intake.OperationName == "take in" && intake.SpanId == push.ParentSpanId
                && spans.Any(door => door.OperationName == "receive" && door.SpanId == intake.ParentSpanId && door.TraceId == push.TraceId && door.ParentSpanId == default)))));
        Assert.All(spans, span => Assert.Empty(span.TagObjects));
    }

    [Fact]
    public async Task Figures_are_for_scrapers_on_this_machine()
    {
        await Customers.WeChatAsync(Customers.UniqueOpenId(), Customers.Unique("counted"));

        var text = await Customers.Http.GetStringAsync("/metrics");
        Assert.Contains("omni_messages_accepted_total{channel=\"wechat-oa\"}", text, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => (await Customers.Http.GetStringAsync("/metrics")).Contains("omni_inbound_wait_seconds_count", StringComparison.Ordinal));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var answer = await Customers.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_collector_gets_spans_and_figures()
    {
        var paths = new ConcurrentQueue<string>();
        await using var collector = WebApplication.CreateSlimBuilder().Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/v1/{signal}", (string signal) => paths.Enqueue(signal));
        await collector.StartAsync();
        var settings = new ConfigurationManager { [TelemetryExport.Setting] = collector.Urls.Single(), [TelemetryExport.ProtocolSetting] = "http/protobuf" };
        var services = new ServiceCollection();
        TelemetryExport.Add(services, settings);
        using var provider = services.BuildServiceProvider();
        var export = provider.GetRequiredService<IHostedService>();
        await export.StartAsync(default);

        Signals.Begin("receive")?.Dispose();
        Signals.Refused("telegram");
        await export.StopAsync(default);

        Assert.Equal(["metrics", "traces"], paths.Distinct().Order());
    }

    [Theory]
    [InlineData("collector:4317", null)]
    [InlineData("ftp://collector", null)]
    [InlineData("http://collector:4317", "carrier pigeon")]
    public void A_collector_that_cannot_be_is_refused(string address, string? protocol) =>
        Assert.Throws<InvalidOperationException>(() => TelemetryExport.Add(
            new ServiceCollection(), new ConfigurationManager { [TelemetryExport.Setting] = address, [TelemetryExport.ProtocolSetting] = protocol }));
}
