namespace OmniFunctions.Routing;

/// <summary>Who gets what next. Pure, and every answer carries its reasons.</summary>
public static class Matcher
{
    /// <summary>
    /// The oldest waiting conversation that some agent fits, and of those agents the one who is idle for longest. Null when nobody fits anything.
    /// </summary>
    public static Assignment? Match(RoutingGroup group, DateTimeOffset now)
    {
        AgentSeat[] free = [.. group.Agents.Values.Where(seat => seat.HasRoom).Order(LongestIdle.First)];
        if (free.Length == 0)
        {
            return null;
        }

        // Most of a long line waits for queues nobody free serves: those are passed over without a look at each agent.
        var served = free.SelectMany(seat => seat.Queues).ToHashSet();
        foreach (var work in group.Waiting.Where(work => served.Contains(work.Queue)))
        {
            if (free.FirstOrDefault(seat => Fits(seat, work, now)) is { } seat)
            {
                return new Assignment(work.Conversation, seat.Agent, Explain(group, work, seat, now));
            }
        }

        return null;
    }

    /// <summary>Free, in the queue, and not one of those who let this very conversation pass a moment ago.</summary>
    public static bool Fits(AgentSeat seat, WaitingWork work, DateTimeOffset now) =>
        seat.HasRoom && seat.Queues.Contains(work.Queue) && !LetItPass(seat, work, now);

    /// <summary>Why nobody has it yet: the verdict on everybody, nobody chosen.</summary>
    public static Explanation ExplainWaiting(RoutingGroup group, WaitingWork work, DateTimeOffset now) => Explain(group, work, chosen: null, now);

    /// <summary>For a time only: the one agent there would otherwise never be asked again, and others come and go.</summary>
    private static bool LetItPass(AgentSeat seat, WaitingWork work, DateTimeOffset now) => now < work.ExceptUntil && work.Except.Contains(seat.Agent);

    private static Explanation Explain(RoutingGroup group, WaitingWork work, AgentSeat? chosen, DateTimeOffset now)
    {
        CandidateVerdict[] candidates =
        [
            .. group.Agents.Values
                .Select(seat => (Seat: seat, Verdict: Judge(seat, work, chosen, now)))
                .OrderBy(candidate => Rank(candidate.Verdict))
                .ThenBy(candidate => candidate.Seat, LongestIdle.First)
                .Take(Explanation.MaxCandidates)
                .Select(candidate => new CandidateVerdict(
                    candidate.Seat.Agent, candidate.Verdict, candidate.Seat.Held.Count, candidate.Seat.Capacity, candidate.Seat.IdleSince)),
        ];
        return new Explanation(
            now, work.PolicyVersion, work.Queue, work.Since, chosen?.Agent, candidates, group.Agents.Count - candidates.Length);
    }

    private static Verdict Judge(AgentSeat seat, WaitingWork work, AgentSeat? chosen, DateTimeOffset now) => seat switch
    {
        _ when seat.Agent == chosen?.Agent => Verdict.Chosen,
        _ when !seat.Queues.Contains(work.Queue) => Verdict.NotInQueue,
        { Presence: Presence.Offline } => Verdict.Offline,
        { Presence: Presence.Away } => Verdict.Away,
        _ when LetItPass(seat, work, now) => Verdict.MissedThisOffer,
        { HasRoom: false } => Verdict.AtCapacity,
        _ => Verdict.LessIdle,
    };

    /// <summary>Nearest miss first: what a supervisor asks about is who almost got it.</summary>
    private static int Rank(Verdict verdict) => verdict switch
    {
        Verdict.Chosen => 0,
        Verdict.LessIdle => 1,
        Verdict.AtCapacity => 2,
        Verdict.MissedThisOffer => 3,
        Verdict.Away => 4,
        Verdict.Offline => 5,
        Verdict.NotInQueue => 6,
        _ => throw new InvalidOperationException($"No rank for {verdict}."),
    };
}
