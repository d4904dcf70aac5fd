using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Specs.Routing;

/// <summary>The rules of routing once more, as they stand in the guide: everybody is compared with everybody, nothing is prepared and nothing remembered.</summary>
internal static class BruteForce
{
    internal static (ConversationId Conversation, AgentId Agent)? Match(RoutingGroup group, DateTimeOffset now)
    {
        var turns = group.Waiting
            .Where(work => AgentFor(group, work, now) is not null)
            .OrderBy(work => AheadFrom(work) <= now ? AheadFrom(work) : DateTimeOffset.MaxValue)
            .ThenByDescending(work => AheadFrom(work) <= now ? 0 : Urgency(work, now))
            .ThenBy(work => work.Since)
            .ThenBy(work => work.Conversation.Value, StringComparer.Ordinal)
            .ToList();
        return turns.Count == 0 ? null : (turns[0].Conversation, AgentFor(group, turns[0], now)!.Value);
    }

    private static decimal Urgency(WaitingWork work, DateTimeOffset now)
    {
        var terms = work.Terms;
        var points = terms.Priority + ((decimal)(now - work.Since).TotalSeconds / terms.Ageing.EverySeconds * terms.Ageing.Points);
        return (points * 60) + (decimal)(now - (terms.TargetDueAt ?? work.Since.AddHours(1))).TotalSeconds;
    }

    private static DateTimeOffset AheadFrom(WaitingWork work)
    {
        var ageing = work.Terms.Ageing;
        var aged = work.Since.AddSeconds((double)ageing.MaxPoints / ageing.Points * ageing.EverySeconds);
        var due = work.Terms.TargetDueAt ?? work.Since.AddHours(1);
        return aged > due ? aged : due;
    }

    private static AgentId? AgentFor(RoutingGroup group, WaitingWork work, DateTimeOffset now)
    {
        var terms = work.Terms;
        foreach (var claimant in new[] { terms.Owner, terms.Strategy == Strategy.LastAgentFirst ? terms.LastAgent : null })
        {
            if (claimant is not { } agent || !group.Agents.TryGetValue(agent, out var seat) || !MayEver(seat, work, now)) continue;
            if (HasRoom(seat, terms)) return agent;
            if (now < work.Since.AddSeconds(terms.LastAgentWaitSeconds)) return null;
        }

        return group.Agents.Values
            .Where(seat => MayEver(seat, work, now) && HasRoom(seat, terms))
            .OrderByDescending(seat => terms.Prefer.Count(need => Meets(seat, need)))
            .ThenBy(seat => terms.Strategy switch
            {
                Strategy.LeastLoaded => (decimal)seat.UnitsInUse / seat.Capacity,
                Strategy.Weighted => seat.Turns,
                _ => 0,
            })
            .ThenBy(seat => seat.IdleSince)
            .ThenBy(seat => seat.Agent.Value, StringComparer.Ordinal)
            .Select(seat => (AgentId?)seat.Agent)
            .FirstOrDefault();
    }

    private static bool MayEver(AgentSeat seat, WaitingWork work, DateTimeOffset now)
    {
        if (seat.Presence != Presence.Online || (now < work.ExceptUntil && work.Except.Contains(seat.Agent))) return false;
        var terms = work.Terms;
        if (terms.Only is { } only) return only == seat.Agent;
        var steps = terms.Widening.Where(step => (now - work.Since).TotalSeconds >= step.AfterSeconds).ToList();
        if (!seat.Queues.Contains(work.Queue) && !steps.Exists(step => step.AddQueues.Any(seat.Queues.Contains))) return false;
        var bind = terms.Widening.Any(step => step.DropPreferred) && !steps.Exists(step => step.DropPreferred) ? terms.Prefer : [];
        return terms.Require.Concat(bind).All(need => Meets(seat, need with { Level = Math.Max(1, need.Level - steps.Sum(step => step.LowerLevelBy)) }));
    }

    private static bool HasRoom(AgentSeat seat, RoutingTerms terms) =>
        seat.UnitsInUse + terms.Units <= seat.Capacity
        && (!seat.ChannelLimits.TryGetValue(terms.Channel, out var limit) || seat.Held.Values.Count(work => work.Channel == terms.Channel) < limit);

    private static bool Meets(AgentSeat seat, SkillNeed need) => seat.Skills.GetValueOrDefault(need.Skill) >= need.Level;
}
