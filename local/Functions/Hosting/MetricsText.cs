using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace OmniFunctions.Local.Functions;

/// <summary>The text form of figures: names with underscores and their unit, counters that end in <c>_total</c>, histograms as buckets.</summary>
internal static class MetricsText
{
    public static string Of(IEnumerable<(Instrument Instrument, string Labels, MetricSeries Series)> all)
    {
        var text = new StringBuilder();
        foreach (var same in all.GroupBy(one => NameOf(one.Instrument, one.Series.Kind)).OrderBy(same => same.Key, StringComparer.Ordinal))
        {
            var (instrument, _, first) = same.First();
            text.Append("# HELP ").Append(same.Key).Append(' ').Append(OneLine(instrument.Description ?? "")).Append('\n');
            text.Append("# TYPE ").Append(same.Key).Append(' ').Append(first.Kind.ToString().ToLowerInvariant()).Append('\n');
            foreach (var (_, labels, series) in same.OrderBy(one => one.Labels, StringComparer.Ordinal)) Write(text, same.Key, labels, series);
        }

        return text.ToString();
    }

    public static MetricKind KindOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => MetricKind.Counter,
        "Histogram" => MetricKind.Histogram,
        _ => MetricKind.Gauge,
    };

    /// <summary><c>channel="telegram",outcome="Delivered"</c>, in the order of the names.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var labels = new List<string>(tags.Length);
        foreach (var (name, value) in tags) labels.Add($"{Plain(name)}=\"{Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")}\"");
        labels.Sort(StringComparer.Ordinal);
        return string.Join(',', labels);
    }

    private static void Write(StringBuilder text, string name, string labels, MetricSeries series)
    {
        var (value, count, within) = series.Read();
        if (series.Kind is not MetricKind.Histogram)
        {
            Line(text, name, labels, value);
            return;
        }

        for (var bucket = 0; bucket < within.Count; bucket++) Line(text, name + "_bucket", With(labels, $"le=\"{Number(MetricSeries.Bounds[bucket])}\""), within[bucket]);
        Line(text, name + "_bucket", With(labels, "le=\"+Inf\""), count);
        Line(text, name + "_sum", labels, value);
        Line(text, name + "_count", labels, count);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string NameOf(Instrument instrument, MetricKind kind)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        var name = Plain(instrument.Name);
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return kind is MetricKind.Counter ? name + "_total" : name;
    }

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string With(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string OneLine(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Escaped(string value) => OneLine(value).Replace("\"", "\\\"", StringComparison.Ordinal);
}
