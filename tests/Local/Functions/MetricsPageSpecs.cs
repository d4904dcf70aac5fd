using System.Diagnostics.Metrics;
using OmniFunctions.Local.Functions;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Local.Functions;

[Follows("https://prometheus.io/docs/instrumenting/exposition_formats/")]
public sealed class MetricsPageSpecs : IDisposable
{
    private readonly string name = "spec" + Guid.NewGuid().ToString("N");
    private readonly MetricsPage page = new();
    private readonly Meter meter;

    public MetricsPageSpecs() => meter = new Meter(name);

    public void Dispose()
    {
        meter.Dispose();
        page.Dispose();
    }

    [Fact]
    public void A_counter_adds_up_by_its_tags()
    {
        var counter = meter.CreateCounter<long>($"{name}.messages", "{message}", "What came.");
        counter.Add(2, Tag("channel", "telegram"));
        counter.Add(3, Tag("channel", "telegram"));
        counter.Add(1, Tag("channel", "web\"chat\\"));

        Assert.Equal(
            [
                $"# HELP {name}_messages_total What came.",
                $"# TYPE {name}_messages_total counter",
                $$"""{{name}}_messages_total{channel="telegram"} 5""",
                $$"""{{name}}_messages_total{channel="web\"chat\\"} 1""",
            ],
            Lines());
    }

    [Fact]
    public void A_histogram_says_how_many_were_within_each_bound()
    {
        var histogram = meter.CreateHistogram<double>($"{name}.wait", "s");
        histogram.Record(0.004);
        histogram.Record(0.2);
        histogram.Record(100);

        var lines = Lines();
        Assert.Contains($$"""{{name}}_wait_seconds_bucket{le="0.0025"} 0""", lines);
        Assert.Contains($$"""{{name}}_wait_seconds_bucket{le="0.005"} 1""", lines);
        Assert.Contains($$"""{{name}}_wait_seconds_bucket{le="0.25"} 2""", lines);
        Assert.Contains($$"""{{name}}_wait_seconds_bucket{le="60"} 2""", lines);
        Assert.Contains($$"""{{name}}_wait_seconds_bucket{le="+Inf"} 3""", lines);
        Assert.Contains($"{name}_wait_seconds_count 3", lines);
        Assert.Contains($"{name}_wait_seconds_sum 100.204", lines);
    }

    [Fact]
    public void What_is_observed_is_asked_for_at_each_reading()
    {
        var open = 7;
        meter.CreateObservableGauge($"{name}.open", () => open);
        Assert.Contains($"{name}_open 7", Lines());
        open = 4;
        Assert.Contains($"{name}_open 4", Lines());
    }

    [Fact]
    public void Series_beyond_the_limit_are_not_kept()
    {
        var counter = meter.CreateCounter<int>($"{name}.many");
        for (var value = 0; value < 5_000; value++) counter.Add(1, Tag("id", value));
        Assert.InRange(Lines().Count(line => !line.StartsWith('#')), 1, 2_000);
    }

    [Fact]
    public void The_runtime_is_heard_and_the_web_server_is_not()
    {
        using var server = new Meter("Microsoft.AspNetCore.Hosting");
        server.CreateCounter<long>("requests").Add(1);
        var text = page.Text();
        Assert.Contains("dotnet_process_cpu_time_seconds_total", text, StringComparison.Ordinal);
        Assert.DoesNotContain("requests_total", text, StringComparison.Ordinal);
    }

    private static KeyValuePair<string, object?> Tag(string name, object value) => new(name, value);

    private List<string> Lines() => [.. page.Text().Split('\n').Where(line => line.Contains(name, StringComparison.Ordinal))];
}
