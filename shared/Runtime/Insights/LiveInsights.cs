using OmniFunctions.Insights;

namespace OmniFunctions.Runtime.Insights;

/// <summary>How things stand in the tenant now.</summary>
public sealed record LiveInsights(DateTimeOffset At, IReadOnlyList<ChannelInsights> Channels, Totals Totals)
{
    /// <param name="figures">Any number for each channel; they add up.</param>
    public static LiveInsights Of(IReadOnlyList<ChannelFigures> figures, DateTimeOffset now) => new(
        now,
        [.. figures.GroupBy(one => one.Channel).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => ChannelInsights.Of(group.Key, Totals.Of([.. group], now)))],
        Totals.Of(figures, now));
}

public sealed record ChannelInsights(string Channel, int Open, int Waiting, long MessagesPerMinute, double? MeanFirstResponseSeconds, long FirstResponses)
{
    internal static ChannelInsights Of(string channel, Totals totals) =>
        new(channel, totals.Open, totals.Waiting, totals.MessagesPerMinute, totals.MeanFirstResponseSeconds, totals.FirstResponses);
}

/// <param name="MessagesPerMinute">Customer messages of the last 60 seconds.</param>
/// <param name="MeanFirstResponseSeconds">Of the last 24 hours; null when there was none.</param>
public sealed record Totals(int Open, int Waiting, long MessagesPerMinute, double? MeanFirstResponseSeconds, long FirstResponses)
{
    internal static Totals Of(IReadOnlyList<ChannelFigures> figures, DateTimeOffset now)
    {
        var responses = figures.Sum(one => one.FirstResponses(now));
        var seconds = figures.Sum(one => (one.MeanFirstResponseSeconds(now) ?? 0) * one.FirstResponses(now));
        return new(
            figures.Sum(one => one.Open),
            figures.Sum(one => one.Waiting),
            figures.Sum(one => one.MessagesPerMinute(now)),
            responses == 0 ? null : seconds / responses,
            responses);
    }
}
