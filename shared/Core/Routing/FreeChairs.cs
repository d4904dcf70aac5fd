namespace OmniFunctions.Routing;

/// <summary>The agents with room at one moment, the longest idle first.</summary>
internal sealed class FreeChairs
{
    private readonly List<Chair> chairs;
    private readonly Words words;
    private readonly Chair? together;

    private FreeChairs(List<Chair> chairs, Words words)
    {
        this.chairs = chairs;
        this.words = words;
        together = chairs.Count == 0 ? null : Chair.OfAll(chairs);
    }

    internal bool IsEmpty => chairs.Count == 0;

    internal static FreeChairs Of(Floor floor)
    {
        var free = new List<Chair>();
        foreach (var chair in floor.Chairs)
        {
            if (chair.IsFree) free.Add(chair);
        }

        return new FreeChairs(free, floor.Words);
    }

    /// <summary>The first of a line whom one of them could be given; null when there is none.</summary>
    internal Place? NextOf(WaitingLine line, RoutingGroup group, DateTimeOffset now)
    {
        if (line.Demands.Terms.Only is { } only) return IsFree(only, group) ? FirstJudged(line, group, now) : null;

        // Most lines are passed over here, without a look at a single agent or conversation.
        var stages = line.Demands.In(words);
        var last = stages[^1];
        if (!last.IsAnsweredBy(together!) || !last.IsKnownTo(together!)) return null;

        var (suitors, least) = SuitorsFor(line.Demands, stages);
        return suitors.Count == 0 || !HasWaited(line.OldestSince, least, now) ? null : First(line, suitors, stages, group, now);
    }

    /// <summary>The clock that gave it its place may be ahead of ours: what is asked from the beginning needs no waiting at all.</summary>
    private static bool HasWaited(DateTimeOffset since, int seconds, DateTimeOffset now) => seconds == 0 || (now - since).TotalSeconds >= seconds;

    private static bool IsFree(AgentId agent, RoutingGroup group) => group.Agents.TryGetValue(agent, out var seat) && seat.HasRoom;

    private static Place? FirstJudged(WaitingLine line, RoutingGroup group, DateTimeOffset now) =>
        line.InTurn(now).FirstOrDefault(place => Ruling.IsSettled(new Judge(group, place.Work, now), group.Floor));

    /// <returns>Those who fit once it has waited long enough, each with the first stage at which they do; and the seconds of the earliest.</returns>
    private (List<(Chair Chair, int Stage)> Suitors, int LeastSeconds) SuitorsFor(Demands demands, Asked[] stages)
    {
        var suitors = new List<(Chair, int)>();
        var least = int.MaxValue;
        foreach (var chair in chairs)
        {
            if (!chair.HasRoomFor(demands.Terms)) continue;
            for (var stage = 0; stage < stages.Length; stage++)
            {
                if (!stages[stage].IsAnsweredBy(chair) || !stages[stage].IsKnownTo(chair)) continue;
                suitors.Add((chair, stage));
                least = Math.Min(least, stages[stage].Demand.AfterSeconds);
                break;
            }
        }

        return (suitors, least);
    }

    private static Place? First(WaitingLine line, List<(Chair Chair, int Stage)> suitors, Asked[] stages, RoutingGroup group, DateTimeOffset now)
    {
        foreach (var place in line.InTurn(now))
        {
            var work = place.Work;
            var isParticular = work.Terms.Owner is not null || work.Terms.LastAgent is not null;
            if (isParticular && new Judge(group, work, now).ClaimOn() is { By: not null } claim)
            {
                if (claim.IsAwaited) continue;
                return place;
            }

            foreach (var (chair, stage) in suitors)
            {
                if (!HasWaited(work.Since, stages[stage].Demand.AfterSeconds, now)) continue;
                if (work.Except.IsEmpty || !(now < work.ExceptUntil) || !work.Except.Contains(chair.Seat.Agent)) return place;
            }
        }

        return null;
    }
}
