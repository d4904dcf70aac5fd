namespace OmniFunctions.Routing;

/// <summary>Looks at agents for one conversation at one moment.</summary>
internal sealed class Judge
{
    private readonly RoutingGroup group;
    private readonly Asked asked;
    private readonly int[] preferred;
    private readonly bool exceptsSome;

    internal Judge(RoutingGroup group, WaitingWork work, DateTimeOffset now)
    {
        this.group = group;
        (Work, Now) = (work, now);
        var words = group.Floor.Words;
        Steps = Demands.StepsInForce(work.Terms, now - work.Since);
        asked = new Asked(new Demand(work.Queue, work.Terms, Steps), words);
        preferred = work.Terms.Prefer.IsEmpty ? [] : [.. work.Terms.Prefer.Select(need => words.Of(need.Skill))];

        // For a time only: the one agent there would otherwise never be asked again, and others come and go.
        exceptsSome = !work.Except.IsEmpty && now < work.ExceptUntil;
    }

    internal WaitingWork Work { get; }

    internal DateTimeOffset Now { get; }

    /// <summary>How many steps of widening are in force.</summary>
    internal int Steps { get; }

    internal RoutingTerms Terms => Work.Terms;

    /// <summary>Null when they fit.</summary>
    internal Verdict? ObstacleOf(Chair chair)
    {
        var seat = chair.Seat;
        var isHanded = Terms.Only is not null;
        return Obstacles.First(
            isHanded && Terms.Only != seat.Agent,
            !isHanded && !asked.IsAnsweredBy(chair),
            !isHanded && !asked.IsKnownTo(chair),
            seat.Presence,
            exceptsSome && Work.Except.Contains(seat.Agent),
            chair.UnitsInUse + Terms.Units > seat.Capacity,
            !seat.IsWithinLimit(Terms.Channel));
    }

    internal int PreferredOf(Chair chair)
    {
        var count = 0;
        for (var i = 0; i < preferred.Length; i++)
        {
            if (chair.LevelOf(preferred[i]) >= Terms.Prefer[i].Level) count++;
        }

        return count;
    }

    internal CandidateVerdict Say(Chair chair, Verdict verdict)
    {
        var seat = chair.Seat;
        var isHanded = Terms.Only is not null;
        return new CandidateVerdict(seat.Agent, verdict, chair.UnitsInUse, seat.Capacity, seat.IdleSince, new CandidateFacts(
            seat.Presence,
            seat.Reason,
            !isHanded && !asked.IsAnsweredBy(chair),
            exceptsSome && Work.Except.Contains(seat.Agent),
            !seat.IsWithinLimit(Terms.Channel),
            isHanded ? null : asked.GapsOf(chair),
            PreferredOf(chair),
            seat.Weight,
            seat.Turns));
    }

    /// <summary>
    /// Whom it belongs to before anybody else: the owner, then the last agent. It is theirs when they fit, and waits a while for one who is
    /// online and merely full.
    /// </summary>
    internal Claim ClaimOn()
    {
        foreach (var agent in Claimants.Of(Terms))
        {
            if (group.Floor.Find(group.Agents.GetValueOrDefault(agent)) is not { } chair) continue;
            var obstacle = ObstacleOf(chair);
            if (obstacle is null) return new Claim(chair, IsAwaited: false);
            if (Obstacles.IsOnlyRoom(obstacle) && Now < Claimants.AwaitedUntil(Work)) return new Claim(chair, IsAwaited: true);
        }

        return default;
    }

    /// <param name="By">Null when nobody has one.</param>
    /// <param name="IsAwaited">They have no room yet.</param>
    internal readonly record struct Claim(Chair? By, bool IsAwaited);
}
