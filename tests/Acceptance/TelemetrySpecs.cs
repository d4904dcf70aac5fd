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
        using var trace = new Spans();
        await Customers.WeChatAsync(Customers.UniqueOpenId(), Customers.Unique("traced"));

        await Eventually.HoldsAsync(() => Task.FromResult(trace.Holds("receive", "take in", "push")));
        Assert.All(trace.All, span => Assert.Empty(span.TagObjects));
    }

    [Fact]
    public async Task It_goes_on_through_routing_to_the_offer_on_the_desk()
    {
        using var trace = new Spans();
        await Li.SetPresenceAsync("online");
        var text = Customers.Unique("offered");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);

        await InPhaseAsync(Li, "mine", text, "offered");
        await Eventually.HoldsAsync(() => Task.FromResult(trace.Holds("receive", "take in", "offer", "push")));
    }

    [Fact]
    public async Task An_answer_is_one_trace_from_the_desk_through_the_lifecycle_to_the_platform()
    {
        using var trace = new Spans();
        await Li.SetPresenceAsync("online");
        var text = Customers.Unique("asked");
        await Customers.WeChatAsync(Customers.UniqueOpenId(), text);
        var conversation = await InPhaseAsync(Li, "mine", text, "offered");
        await Li.ReplyAsync(conversation.Id(), "m1", Customers.Unique("answered"));

        await Eventually.HoldsAsync(() => Task.FromResult(trace.Holds("act", "deliver", "send", "push")));
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

    /// <summary>What is recorded while a scenario runs.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ConcurrentQueue<Activity> spans = new();
        private readonly ActivityListener listener;

        public Spans()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == Signals.Name,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = spans.Enqueue,
            };
            ActivitySource.AddActivityListener(listener);
        }

        public IReadOnlyCollection<Activity> All => spans;

        /// <summary>One trace has these spans, each begun by the one before it and the first by none.</summary>
        public bool Holds(params string[] names) => spans.Any(last => Leads(last, names));

        public void Dispose() => listener.Dispose();

        private bool Leads(Activity span, ReadOnlySpan<string> names)
        {
            if (span.OperationName != names[^1]) return false;
            if (names.Length == 1) return span.ParentSpanId == default;
            foreach (var before in spans)
            {
                if (before.SpanId == span.ParentSpanId && before.TraceId == span.TraceId && Leads(before, names[..^1])) return true;
            }

            return false;
        }
    }
}
