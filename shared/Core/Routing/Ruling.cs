namespace OmniFunctions.Routing;

/// <summary>One conversation, all agents: who gets it, and what is said of each.</summary>
internal sealed class Ruling
{
    private readonly Judge judge;
    private readonly List<Chair> fits;
    private readonly List<(Chair Chair, Verdict Verdict)> unfit;
    private readonly Judge.Claim claim;
    private readonly Manner manner;

    private Ruling(Judge judge, List<Chair> fits, List<(Chair Chair, Verdict Verdict)> unfit, Judge.Claim claim, Chair? chosen, Manner manner)
    {
        (this.judge, this.fits, this.unfit, this.claim, this.manner) = (judge, fits, unfit, claim, manner);
        ChosenChair = chosen;
    }

    internal AgentId? Chosen => ChosenChair?.Seat.Agent;

    private Chair? ChosenChair { get; }

    internal static Ruling Make(Judge judge, Floor floor)
    {
        var (fits, unfit) = Sift(judge, floor);
        var claim = judge.ClaimOn();
        if (claim.IsAwaited) return new Ruling(judge, fits, unfit, claim, null, Manner.Matched);
        var ordered = Selection.InOrder(fits, judge);
        return new Ruling(judge, [.. ordered], unfit, claim, claim.By ?? ordered.FirstOrDefault(), Manner.Matched);
    }

    internal static Ruling Claim(Judge judge, Floor floor, AgentId agent)
    {
        var (fits, unfit) = Sift(judge, floor);
        var chosen = fits.Concat(unfit.Select(candidate => candidate.Chair)).First(chair => chair.Seat.Agent == agent);
        return new Ruling(judge, fits, unfit, default, chosen, Manner.Claimed);
    }

    /// <summary>Somebody gets it.</summary>
    internal static bool IsSettled(Judge judge, Floor floor) => Make(judge, floor).Chosen is not null;

    internal Explanation Explain()
    {
        var all = InOrderOfInterest();
        var named = Math.Min(all.Count, Explanation.MaxCandidates);
        var candidates = new CandidateVerdict[named];
        for (var i = 0; i < named; i++) candidates[i] = judge.Say(all[i].Chair, all[i].Verdict);
        var work = judge.Work;
        return new Explanation(
            judge.Now,
            work.PolicyVersion,
            work.Queue,
            work.Since,
            Chosen,
            candidates,
            all.Count - named,
            work.PolicyHash.Length == 0 ? null : work.PolicyHash,
            work.Terms,
            judge.Steps == 0 ? null : work.Terms.Widening[..judge.Steps],
            all.Count == named ? null : Groups(all, named),
            manner);
    }

    private static (List<Chair> Fits, List<(Chair Chair, Verdict Verdict)> Unfit) Sift(Judge judge, Floor floor)
    {
        var fits = new List<Chair>();
        var unfit = new List<(Chair Chair, Verdict Verdict)>();
        foreach (var chair in floor.Chairs)
        {
            if (judge.ObstacleOf(chair) is { } obstacle) unfit.Add((chair, obstacle));
            else fits.Add(chair);
        }

        return (fits, unfit);
    }

    private static List<VerdictGroup> Groups(List<(Chair Chair, Verdict Verdict)> all, int from) =>
        [.. all.Skip(from).GroupBy(candidate => candidate.Verdict, candidate => candidate.Chair.Seat.Agent).Select(group => new VerdictGroup(group.Key, [.. group]))];

    /// <summary>The chosen one, whoever it waits for, then the nearest misses.</summary>
    private List<(Chair Chair, Verdict Verdict)> InOrderOfInterest()
    {
        var all = new List<(Chair, Verdict)>(fits.Count + unfit.Count);
        if (ChosenChair is { } chosen) all.Add((chosen, Verdict.Chosen));
        var awaited = claim.IsAwaited ? claim.By : null;
        if (awaited is not null) all.Add((awaited, judge.ObstacleOf(awaited)!.Value));
        foreach (var chair in fits)
        {
            if (chair != ChosenChair) all.Add((chair, Behind(chair)));
        }

        var byRank = new List<(Chair, Verdict)>?[Obstacles.Ranks];
        foreach (var candidate in unfit)
        {
            if (candidate.Chair != awaited && candidate.Chair != ChosenChair) (byRank[Obstacles.Rank(candidate.Verdict)] ??= []).Add(candidate);
        }

        foreach (var bucket in byRank)
        {
            if (bucket is not null) all.AddRange(bucket);
        }

        return all;
    }

    private Verdict Behind(Chair chair)
    {
        if (manner == Manner.Claimed) return Verdict.OtherWasFaster;
        if (claim.By is not null) return Verdict.NotOwnOrLastAgent;
        var (terms, chosen) = (judge.Terms, ChosenChair!);
        return Selection.Behind(
            terms.Strategy,
            judge.PreferredOf(chair),
            judge.PreferredOf(chosen),
            Selection.Value(terms.Strategy, chair.Seat, chair.UnitsInUse),
            Selection.Value(terms.Strategy, chosen.Seat, chosen.UnitsInUse));
    }
}
