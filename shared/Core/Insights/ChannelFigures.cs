namespace OmniFunctions.Insights;

/// <summary>The live figures of one channel: small, bounded, and recomputed from the logs at any time.</summary>
/// <param name="Open">Conversations somebody still has to do something for.</param>
/// <param name="Waiting">Of these, the ones with no agent.</param>
/// <param name="MessagesBySecond">Customer messages of the last minute.</param>
/// <param name="MessagesByMinute">Customer messages of the last hour.</param>
/// <param name="FirstResponsesByHour">First responses of the last day, their durations in milliseconds summed.</param>
public sealed record ChannelFigures(
    string Channel,
    int Open,
    int Waiting,
    RollingTally MessagesBySecond,
    RollingTally MessagesByMinute,
    RollingTally FirstResponsesByHour)
{
    private const int SecondsKept = 60;
    private const int MinutesKept = 60;
    private const int HoursKept = 24;

    public static ChannelFigures Of(string channel) => new(
        channel,
        Open: 0,
        Waiting: 0,
        RollingTally.Of(bucketSeconds: 1, SecondsKept),
        RollingTally.Of(bucketSeconds: 60, MinutesKept),
        RollingTally.Of(bucketSeconds: 3600, HoursKept));

    public ChannelFigures Apply(FiguresDelta delta) => this with
    {
        Open = Open + delta.Open,
        Waiting = Waiting + delta.Waiting,
        MessagesBySecond = delta.MessageAt is { } second ? MessagesBySecond.Add(second) : MessagesBySecond,
        MessagesByMinute = delta.MessageAt is { } minute ? MessagesByMinute.Add(minute) : MessagesByMinute,
        FirstResponsesByHour = delta.FirstResponse is { } response ? FirstResponsesByHour.Add(response.At, response.TookMs) : FirstResponsesByHour,
    };

    /// <summary>Customer messages of the last 60 seconds.</summary>
    public long MessagesPerMinute(DateTimeOffset now) => MessagesBySecond.Last(SecondsKept, now).Count;

    /// <summary>First responses of the last 24 hours.</summary>
    public long FirstResponses(DateTimeOffset now) => FirstResponsesByHour.Last(HoursKept, now).Count;

    /// <summary>Null when there was none in the last 24 hours.</summary>
    public double? MeanFirstResponseSeconds(DateTimeOffset now) =>
        FirstResponsesByHour.Last(HoursKept, now) is { Count: > 0 } tally ? tally.Sum / 1000.0 / tally.Count : null;
}
