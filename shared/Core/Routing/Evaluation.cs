using System.Security.Cryptography;
using System.Text.Json;
using OmniFunctions.Json;

namespace OmniFunctions.Routing;

/// <summary>
/// Decides again from what an explanation holds, in another way than the one that made it: candidate by candidate over the facts that were
/// written down. What comes out equals what went in, or the explanation does not explain.
/// </summary>
public static class Evaluation
{
    /// <summary>The same inputs, with the winner and the verdicts that follow from them.</summary>
    /// <returns>Null for an explanation of an earlier build, which does not hold its inputs.</returns>
    public static Explanation? Evaluate(this Explanation why)
    {
        if (why.Terms is not { } terms || why.Candidates.Any(said => said.Facts is null)) return null;
        var obstacles = why.Candidates.ToDictionary(said => said.Agent, said => ObstacleOf(said, terms));
        var chosen = why.Manner == Manner.Claimed ? why.Chosen : Choose(why, terms, obstacles);
        var winner = why.Candidates.FirstOrDefault(said => said.Agent == chosen);
        var isClaimed = ClaimOn(why, terms, obstacles) is not null;
        return why with
        {
            Chosen = chosen,
            Candidates = [.. why.Candidates.Select(said => said with
            {
                Verdict = said.Agent == chosen ? Verdict.Chosen : obstacles[said.Agent] ?? Behind(said, winner, terms, why.Manner, isClaimed),
            })],
        };
    }

    /// <summary>SHA-256 over everything that was decided and from what, lower-case hex. How long it took is no part of it.</summary>
    public static string HashOf(Explanation why)
    {
        var document = JsonSerializer.SerializeToElement(why with { ElapsedMicroseconds = null }, CoreJson.Instance.Explanation);
        return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Write(document)));
    }

    private static AgentId? Choose(Explanation why, RoutingTerms terms, Dictionary<AgentId, Verdict?> obstacles)
    {
        if (ClaimOn(why, terms, obstacles) is { } claimant) return obstacles[claimant] is null ? claimant : null;
        return why.Candidates
            .Where(said => obstacles[said.Agent] is null)
            .OrderByDescending(said => said.Facts!.Preferred)
            .ThenBy(said => ValueOf(said, terms))
            .ThenBy(said => said.IdleSince)
            .ThenBy(said => said.Agent.Value, StringComparer.Ordinal)
            .Select(said => (AgentId?)said.Agent)
            .FirstOrDefault();
    }

    private static AgentId? ClaimOn(Explanation why, RoutingTerms terms, Dictionary<AgentId, Verdict?> obstacles)
    {
        foreach (var agent in Claimants.Of(terms).Where(obstacles.ContainsKey))
        {
            if (obstacles[agent] is null) return agent;
            if (Obstacles.IsOnlyRoom(obstacles[agent]) && why.At < why.WaitingSince.AddSeconds(terms.LastAgentWaitSeconds)) return agent;
        }

        return null;
    }

    private static Verdict? ObstacleOf(CandidateVerdict said, RoutingTerms terms)
    {
        var facts = said.Facts!;
        return Obstacles.First(
            terms.Only is { } only && only != said.Agent,
            facts.Elsewhere,
            facts.Gaps is { Count: > 0 },
            facts.Presence,
            facts.LetItPass,
            said.Load + terms.Units > said.Capacity,
            facts.OverChannelLimit);
    }

    private static Verdict Behind(CandidateVerdict said, CandidateVerdict? winner, RoutingTerms terms, Manner manner, bool isClaimed) => manner switch
    {
        Manner.Claimed => Verdict.OtherWasFaster,
        _ when isClaimed => Verdict.NotOwnOrLastAgent,
        Manner.Matched => Selection.Behind(
            terms.Strategy, said.Facts!.Preferred, winner!.Facts!.Preferred, ValueOf(said, terms), ValueOf(winner, terms)),
        _ => throw new InvalidOperationException($"Manner {manner} is not known here."),
    };

    private static long ValueOf(CandidateVerdict said, RoutingTerms terms) => Selection.Value(terms.Strategy, said.Load, said.Capacity, said.Facts!.Turns);
}
