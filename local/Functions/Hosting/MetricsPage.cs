using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// <c>/metrics</c>: what the meters of this process have counted since the start, in the text form that Prometheus and its like read. For scrapers
/// on this machine; what a proxy forwards gets no answer.
/// </summary>
internal sealed class MetricsPage : IDisposable
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Path = "/metrics";

    /// <summary>A tag with too many values must not fill the memory; series beyond this many are not kept.</summary>
    private const int MaxSeries = 2_000;

    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<(Instrument Instrument, string Labels), MetricSeries> series = new();

    public MetricsPage()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (IsHeard(instrument.Meter.Name)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    public void Map(WebApplication app) => app.MapGet(Path, (HttpContext http) => ThisMachine.Asks(http) ? Results.Text(Text(), ContentType) : Results.NotFound());

    public string Text()
    {
        listener.RecordObservableInstruments();
        return MetricsText.Of(series.Select(entry => (entry.Key.Instrument, entry.Key.Labels, entry.Value)));
    }

    public void Dispose() => listener.Dispose();

    /// <summary>The app's own and the runtime's. The web server counts on every request, which costs more than it tells.</summary>
    private static bool IsHeard(string meter) => meter == "System.Runtime" || !(meter.StartsWith("Microsoft.", StringComparison.Ordinal) || meter.StartsWith("System.", StringComparison.Ordinal));

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var key = (instrument, MetricsText.Labels(tags));
        if (!series.TryGetValue(key, out var found))
        {
            if (series.Count >= MaxSeries) return;
            found = series.GetOrAdd(key, static at => new MetricSeries(MetricsText.KindOf(at.Item1)));
        }

        found.Record(value, instrument.IsObservable);
    }
}
