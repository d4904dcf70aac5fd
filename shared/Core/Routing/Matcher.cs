namespace OmniFunctions.Routing;

/// <summary>Who gets what next. Pure, and every answer carries its reasons.</summary>
public static class Matcher
{
    /// <summary>
    /// The conversation whose turn it is among those that some agent fits, and of those agents the one whom the rules ask first. Null when
    /// nobody fits anything.
    /// </summary>
    public static Assignment? Match(RoutingGroup group, DateTimeOffset now)
    {
        var free = FreeChairs.Of(group.Floor);
        if (free.IsEmpty) return null;
        Place? next = null;
        foreach (var line in group.Lines.BySignature.Values)
        {
            if (free.NextOf(line, group, now) is { } place && (next is null || place.GoesBefore(next, now))) next = place;
        }

        return next is null ? null : Assign(group, next.Work, now);
    }

    /// <summary>This conversation would be given to this agent now, if no other were asked before them.</summary>
    public static bool Fits(RoutingGroup group, AgentSeat seat, WaitingWork work, DateTimeOffset now)
    {
        var judge = new Judge(group, work, now);
        var claim = judge.ClaimOn();
        return (claim.By is null || claim.By.Seat.Agent == seat.Agent) && !claim.IsAwaited && judge.ObstacleOf(group.Floor.Find(seat)!) is null;
    }

    /// <summary>Why nobody has it yet: the verdict on everybody, nobody chosen.</summary>
    public static Explanation ExplainWaiting(RoutingGroup group, WaitingWork work, DateTimeOffset now) =>
        Ruling.Make(new Judge(group, work, now), group.Floor).Explain();

    /// <summary>Why the agent who picked it from the line has it, and what was said of the others at that moment.</summary>
    internal static Explanation ExplainClaim(RoutingGroup group, WaitingWork work, AgentId agent, DateTimeOffset now) =>
        Ruling.Claim(new Judge(group, work, now), group.Floor, agent).Explain();

    private static Assignment Assign(RoutingGroup group, WaitingWork work, DateTimeOffset now)
    {
        var decision = Ruling.Make(new Judge(group, work, now), group.Floor);
        return decision.Chosen is { } chosen
            ? new Assignment(work.Conversation, chosen, decision.Explain())
            : throw new InvalidOperationException($"{work.Conversation} had somebody who fits, and then nobody.");
    }
}
