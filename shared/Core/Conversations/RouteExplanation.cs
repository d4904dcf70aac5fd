using OmniFunctions.Policies;

namespace OmniFunctions.Conversations;

/// <summary>Why a conversation stands in this line, and on what terms: the facts that were asked about, each rule that was tried, and what came of it.</summary>
/// <param name="PolicyHash">Of the rules that were asked.</param>
/// <param name="Facts">What the rules knew; those about skills knew the queue too.</param>
/// <param name="Chosen">How the queue was found; null where someone or something else had named it.</param>
/// <param name="Tried">The routes in order, up to the one that decided.</param>
/// <param name="TriedNeeds">The rules about skills, in order.</param>
public sealed record RouteExplanation(
    string PolicyVersion,
    string PolicyHash,
    Facts Facts,
    QueueId Queue,
    RouteChoice? Chosen,
    IReadOnlyList<RuleVerdict> Tried,
    Needs Needs,
    IReadOnlyList<RuleVerdict> TriedNeeds,
    Seat Seat,
    string SeatBecause)
{
    /// <summary>Asks the rules.</summary>
    /// <param name="queue">Where somebody or something has named it; else the routes are asked.</param>
    public static RouteExplanation Of(CompiledPolicy policy, in Facts facts, QueueId? queue, bool isPersonWanted)
    {
        var chosen = queue is null ? policy.Route(facts) : null;
        var known = facts with { Queue = queue ?? chosen!.Queue, Topic = facts.Topic ?? chosen?.Topic };
        var (seat, because) = Seating.Of(policy, known, chosen?.Seat, isPersonWanted);
        return new RouteExplanation(
            policy.Version,
            policy.Hash,
            facts,
            known.Queue!.Value,
            chosen,
            queue is null ? policy.TriedRoutes(facts) : [],
            policy.NeedsOf(known),
            policy.TriedNeeds(known),
            seat,
            because);
    }

    /// <summary>Asks the same rules the same again.</summary>
    /// <param name="policy">Of the version it names.</param>
    /// <returns>Equal in what it says (<see cref="SaysTheSameAs"/>), or the rules are not those.</returns>
    public RouteExplanation Evaluate(CompiledPolicy policy) =>
        Of(policy, Facts, Chosen is null ? Queue : null, isPersonWanted: SeatBecause == Seating.PersonWanted);

    public bool SaysTheSameAs(RouteExplanation other) =>
        Queue == other.Queue
        && PolicyHash == other.PolicyHash
        && Chosen == other.Chosen
        && Seat == other.Seat
        && SeatBecause == other.SeatBecause
        && Needs.Priority == other.Needs.Priority
        && Needs.OwnerFirst == other.Needs.OwnerFirst
        && Needs.Require.SequenceEqual(other.Needs.Require)
        && Needs.Prefer.SequenceEqual(other.Needs.Prefer)
        && Tried.SequenceEqual(other.Tried)
        && TriedNeeds.SequenceEqual(other.TriedNeeds);

    /// <summary>Points that the rules give, on top of which come an agent's.</summary>
    internal int PriorityOf(QueuePolicy terms, int routePriority) => terms.Priority + routePriority + Needs.Priority;
}
