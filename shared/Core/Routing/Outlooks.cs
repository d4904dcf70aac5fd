namespace OmniFunctions.Routing;

/// <summary>Says how things stand for those who wait.</summary>
public static class Outlooks
{
    /// <summary>For a conversation that waits, with its place and everything it asks of an agent; null when it does not wait.</summary>
    public static QueueOutlook? Of(RoutingGroup group, ConversationId conversation, DateTimeOffset now)
    {
        if (!group.Lines.Places.TryGetValue(conversation, out var place)) return null;
        var position = 1 + PlacesIn(group, place.Work.Queue).Count(other => other != place && other.GoesBefore(place, now));
        return Look(group, place.Work, position, now);
    }

    /// <summary>For a queue, as a conversation that asks for nothing in particular would find it.</summary>
    public static QueueOutlook Of(RoutingGroup group, QueueId queue, DateTimeOffset now) =>
        Look(group, new WaitingWork(default, queue, now, [], ""), position: null, now);

    private static QueueOutlook Look(RoutingGroup group, WaitingWork work, int? position, DateTimeOffset now)
    {
        var judge = new Judge(group, work, now);
        var tally = new Tally();
        foreach (var chair in group.Floor.Chairs) tally.Add(chair, judge.ObstacleOf(chair), work.Terms.Units);
        var length = group.Lines.BySignature.Values.Where(line => line.Demands.Queue == work.Queue).Sum(line => line.Length);
        return new QueueOutlook(
            work.Queue,
            length,
            position,
            tally.Staffed,
            tally.Free,
            tally.WhyNobody,
            Estimate(group.Paces.GetValueOrDefault(work.Queue), position ?? length + 1, tally),
            LongestWait(group, work.Queue, now));
    }

    /// <summary>As many as can be served at once come free once in the time that one takes.</summary>
    private static int? Estimate(Pace? pace, int position, Tally tally)
    {
        if (tally.Free > 0) return 0;
        if (pace is not { Count: >= Pace.MinCount } || tally.AtOnce == 0) return null;
        return (int)Math.Min(int.MaxValue, Math.Ceiling(position * pace.MeanSeconds / tally.AtOnce));
    }

    private static int? LongestWait(RoutingGroup group, QueueId queue, DateTimeOffset now)
    {
        var lines = group.Lines.BySignature.Values.Where(line => line.Demands.Queue == queue).ToList();
        return lines.Count == 0 ? null : Math.Max(0, (int)(now - lines.Min(line => line.OldestSince)).TotalSeconds);
    }

    private static IEnumerable<Place> PlacesIn(RoutingGroup group, QueueId queue) =>
        group.Lines.BySignature.Values.Where(line => line.Demands.Queue == queue).SelectMany(line => line.Places);

    private sealed class Tally
    {
        private bool someoneIsAway;
        private bool someoneHasTheSkill;

        internal int Staffed { get; private set; }

        internal int Free { get; private set; }

        /// <summary>Conversations of this size that all who may take it serve at the same time.</summary>
        internal int AtOnce { get; private set; }

        internal NobodyFree? WhyNobody => this switch
        {
            { Free: > 0 } => null,
            { Staffed: 0 } => someoneIsAway ? NobodyFree.AllAway : NobodyFree.NobodySignedIn,
            _ => someoneHasTheSkill ? NobodyFree.AllAtCapacity : NobodyFree.NobodyWithTheSkill,
        };

        internal void Add(Chair chair, Verdict? obstacle, int units)
        {
            if (obstacle is Verdict.NotInQueue or Verdict.HandedToAnother) return;
            someoneIsAway |= chair.Seat.Presence == Presence.Away;
            if (chair.Seat.Presence != Presence.Online) return;
            Staffed++;
            if (obstacle is Verdict.LacksSkill) return;
            someoneHasTheSkill = true;
            AtOnce += chair.Seat.Capacity / Math.Max(1, units);
            if (obstacle is null) Free++;
        }
    }
}
