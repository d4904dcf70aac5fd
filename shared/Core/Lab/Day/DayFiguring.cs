using OmniFunctions.Policies;

namespace OmniFunctions.Lab.Day;

/// <summary>Works the figures out of what was written down.</summary>
public static class DayFiguring
{
    public const string AllQueues = "*";

    public static DayFigures Figures(DayBook book, ServicePolicy policy)
    {
        var targets = policy.Queues.ToDictionary(queue => queue.Id, queue => queue.FirstResponseSeconds);
        int TargetOf(Visit visit) => targets.GetValueOrDefault(visit.Queue, policy.Queue(policy.DefaultQueue).FirstResponseSeconds);
        var worked = book.Agents.Where(agent => agent.OnlineSeconds > 0).ToList();
        return new DayFigures(
            book.Visits.Count,
            Count(book.Visits, VisitEnd.Served),
            Count(book.Visits, VisitEnd.Abandoned),
            Count(book.Visits, VisitEnd.TurnedAway),
            Count(book.Visits, VisitEnd.Open),
            [.. policy.Queues.Select(queue => Queue(queue.Id.Value, queue.FirstResponseSeconds, [.. book.Visits.Where(visit => visit.Queue == queue.Id)], TargetOf))],
            Queue(AllQueues, policy.Queue(policy.DefaultQueue).FirstResponseSeconds, book.Visits, TargetOf),
            [.. book.Visits.GroupBy(visit => visit.Tier).OrderBy(tier => tier.Key, StringComparer.Ordinal).Select(tier => Tier(tier.Key, [.. tier]))],
            Waits(book.Visits),
            Spread.Of(book.Visits.Where(visit => visit.Replied is not null).Select(visit => (visit.Replied!.Value - visit.Arrived).TotalSeconds)),
            book.Visits.Sum(visit => visit.Offers),
            book.Visits.Sum(visit => visit.Missed),
            book.Visits.Sum(visit => visit.Declined),
            book.Visits.Sum(visit => visit.Transfers),
            book.Breaches,
            Ratio(worked.Sum(agent => agent.UnitSecondsHeld), worked.Sum(agent => agent.UnitSecondsThere)),
            Ratio(worked.Sum(agent => agent.BusySeconds), worked.Sum(agent => agent.OnlineSeconds)),
            Fairness.Jain([.. worked.Select(agent => agent.Occupancy)]),
            Fairness.Jain([.. worked.Select(agent => agent.Accepted / agent.OnlineSeconds)]),
            worked.Count,
            worked.Sum(agent => agent.OnlineSeconds) / 3_600,
            worked.Select(agent => agent.MostHeld).DefaultIfEmpty().Max(),
            Spread.Of(Overtaken(book.Visits).Select(count => (double)count)),
            book.Decisions);
    }

    private static QueueFigures Queue(string name, int targetSeconds, IReadOnlyList<Visit> visits, Func<Visit, int> target)
    {
        var counted = visits.Where(visit => !(visit.End == VisitEnd.Abandoned && visit.WaitSeconds < target(visit))).ToList();
        var inTime = counted.Count(visit => visit.Replied is { } at && (at - visit.Arrived).TotalSeconds <= target(visit));
        return new QueueFigures(
            name,
            targetSeconds,
            visits.Count,
            Count(visits, VisitEnd.Served),
            Count(visits, VisitEnd.Abandoned),
            Count(visits, VisitEnd.TurnedAway),
            Count(visits, VisitEnd.Open),
            Ratio(inTime, counted.Count),
            Ratio(Count(visits, VisitEnd.Abandoned), visits.Count),
            Waits(visits));
    }

    private static TierFigures Tier(string? tier, IReadOnlyList<Visit> visits) => new(
        tier,
        visits.Count,
        Ratio(Count(visits, VisitEnd.Abandoned), visits.Count),
        Waits(visits),
        Fairness.Jain([.. visits.Where(visit => visit.WaitSeconds is not null).Select(visit => visit.WaitSeconds!.Value)]));

    /// <summary>In one queue and one tier: that a better tier goes first is what the policy asks for.</summary>
    private static IEnumerable<int> Overtaken(IReadOnlyList<Visit> visits) => visits
        .Where(visit => visit is { Queued: not null, Accepted: not null, Transfers: 0 })
        .GroupBy(visit => (visit.Queue, visit.Tier))
        .SelectMany(line => Fairness.Overtaken([.. line.Select(visit => (visit.Queued!.Value, visit.Accepted!.Value))]));

    private static Spread Waits(IEnumerable<Visit> visits) => Spread.Of(visits.Where(visit => visit.WaitSeconds is not null).Select(visit => visit.WaitSeconds!.Value));

    private static int Count(IEnumerable<Visit> visits, VisitEnd end) => visits.Count(visit => visit.End == end);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
