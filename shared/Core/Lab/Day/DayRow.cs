namespace OmniFunctions.Lab.Day;

/// <summary>One figure of a day under a name of its own, so that two days can be held side by side.</summary>
/// <param name="Of">The queue, tier or measure it is of; null for the whole day.</param>
public sealed record DayRow(string Figure, string? Of, double Value, DayUnit Unit, Better Better)
{
    /// <summary>Every figure of the day, in the order in which a report shows them.</summary>
    public static IReadOnlyList<DayRow> All(DayFigures day) =>
    [
        new("conversations", null, day.Conversations, DayUnit.Count, Better.Neither),
        new("served", null, day.Served, DayUnit.Count, Better.Higher),
        new("abandoned", null, day.Abandoned, DayUnit.Count, Better.Lower),
        new("turnedAway", null, day.TurnedAway, DayUnit.Count, Better.Lower),
        new("open", null, day.Open, DayUnit.Count, Better.Lower),
        new("serviceLevel", null, day.All.ServiceLevel, DayUnit.Share, Better.Higher),
        new("abandonRate", null, day.All.AbandonRate, DayUnit.Share, Better.Lower),
        .. Wait("wait", null, day.Wait),
        .. Wait("firstReply", null, day.FirstReply),
        new("offers", null, day.Offers, DayUnit.Count, Better.Neither),
        new("missedOffers", null, day.MissedOffers, DayUnit.Count, Better.Lower),
        new("declinedOffers", null, day.DeclinedOffers, DayUnit.Count, Better.Lower),
        new("transfers", null, day.Transfers, DayUnit.Count, Better.Lower),
        .. day.Breaches.Select(breach => new DayRow("breaches", breach.Key, breach.Value, DayUnit.Count, Better.Lower)),
        new("agentHours", null, day.AgentHours, DayUnit.Hours, Better.Neither),
        new("occupancy", null, day.Occupancy, DayUnit.Share, Better.Neither),
        new("busyShare", null, day.BusyShare, DayUnit.Share, Better.Neither),
        new("loadFairness", null, day.LoadFairness, DayUnit.Index, Better.Higher),
        new("workFairness", null, day.WorkFairness, DayUnit.Index, Better.Higher),
        new("overtakenP99", null, day.Overtaken.P99, DayUnit.Count, Better.Lower),
        new("overtakenMost", null, day.Overtaken.Longest, DayUnit.Count, Better.Lower),
        .. day.Queues.SelectMany(Queue),
        .. day.Tiers.SelectMany(Tier),
    ];

    private static IEnumerable<DayRow> Wait(string figure, string? of, Spread spread) =>
    [
        new(figure + "Mean", of, spread.Mean, DayUnit.Seconds, Better.Lower),
        new(figure + "P50", of, spread.P50, DayUnit.Seconds, Better.Lower),
        new(figure + "P90", of, spread.P90, DayUnit.Seconds, Better.Lower),
        new(figure + "P99", of, spread.P99, DayUnit.Seconds, Better.Lower),
        new(figure + "Longest", of, spread.Longest, DayUnit.Seconds, Better.Lower),
    ];

    private static IEnumerable<DayRow> Queue(QueueFigures queue) =>
    [
        new("queueConversations", queue.Queue, queue.Conversations, DayUnit.Count, Better.Neither),
        new("queueServiceLevel", queue.Queue, queue.ServiceLevel, DayUnit.Share, Better.Higher),
        new("queueAbandonRate", queue.Queue, queue.AbandonRate, DayUnit.Share, Better.Lower),
        .. Wait("queueWait", queue.Queue, queue.Wait),
    ];

    private static IEnumerable<DayRow> Tier(TierFigures tier) =>
    [
        new("tierConversations", tier.Tier ?? "-", tier.Conversations, DayUnit.Count, Better.Neither),
        new("tierAbandonRate", tier.Tier ?? "-", tier.AbandonRate, DayUnit.Share, Better.Lower),
        .. Wait("tierWait", tier.Tier ?? "-", tier.Wait),
        new("tierWaitFairness", tier.Tier ?? "-", tier.WaitFairness, DayUnit.Index, Better.Higher),
    ];
}

public enum DayUnit
{
    Count,
    Seconds,
    Hours,

    /// <summary>0 to 1.</summary>
    Share,

    /// <summary>Jain's index, 0 to 1.</summary>
    Index,
}

/// <summary>Which way a figure should go.</summary>
public enum Better
{
    Neither,
    Higher,
    Lower,
}
