using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniFunctions.Routing;

/// <summary>Why a conversation went where it went: the inputs of one match and what was said of every candidate.</summary>
/// <param name="PolicyVersion">The rules that were asked.</param>
/// <param name="Chosen">Null when nobody fitted.</param>
/// <param name="Candidates">The nearest with what was known of them, the chosen one first; at most <see cref="MaxCandidates"/>.</param>
/// <param name="FurtherCandidates">How many are in <paramref name="Further"/>, or in explanations of earlier builds nowhere.</param>
/// <param name="PolicyHash">Of those rules.</param>
/// <param name="Terms">What the conversation asked for.</param>
/// <param name="WidenedBy">The steps of widening that were in force.</param>
/// <param name="Further">The other candidates by what was said of them, so that nobody is left out.</param>
/// <param name="Manner">By whom it was decided.</param>
/// <param name="ElapsedMicroseconds">That the decision took.</param>
public sealed record Explanation(
    DateTimeOffset At,
    string PolicyVersion,
    QueueId Queue,
    DateTimeOffset WaitingSince,
    AgentId? Chosen,
    IReadOnlyList<CandidateVerdict> Candidates,
    int FurtherCandidates,
    string? PolicyHash = null,
    RoutingTerms? Terms = null,
    IReadOnlyList<WideningStep>? WidenedBy = null,
    IReadOnlyList<VerdictGroup>? Further = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] Manner Manner = Manner.Matched,
    long? ElapsedMicroseconds = null)
{
    /// <summary>It is written with every offer, so that its size bounds how many of them a second there can be.</summary>
    public const int MaxCandidates = 50;
}

/// <param name="Load">Units in use at that moment.</param>
/// <param name="IdleSince">When they last became less busy.</param>
/// <param name="Facts">What else was judged; null in explanations of earlier builds.</param>
public sealed record CandidateVerdict(AgentId Agent, Verdict Verdict, int Load, int Capacity, DateTimeOffset IdleSince, CandidateFacts? Facts = null);

/// <summary>What was known of a candidate. What is usual is not written.</summary>
/// <param name="Reason">Why they are away.</param>
/// <param name="Elsewhere">They answer neither the queue nor one that widening added.</param>
/// <param name="LetItPass">They let this very conversation pass a moment ago.</param>
/// <param name="OverChannelLimit">They hold as many conversations of this channel as they may.</param>
/// <param name="Gaps">The needs they do not meet, widening counted in; null when there are none.</param>
/// <param name="Preferred">How many of the preferred skills they have.</param>
/// <param name="Turns">As in <see cref="AgentSeat.Turns"/>.</param>
public sealed record CandidateFacts(
    Presence Presence,
    string? Reason = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Elsewhere = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool LetItPass = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool OverChannelLimit = false,
    IReadOnlyList<SkillNeed>? Gaps = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Preferred = 0,
    int Weight = 1,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Turns = 0);

public sealed record VerdictGroup(Verdict Verdict, ImmutableArray<AgentId> Agents);

/// <summary>By whom it was decided who gets a conversation.</summary>
public enum Manner
{
    /// <summary>By routing.</summary>
    Matched,

    /// <summary>By the agent, who picked it from the line.</summary>
    Claimed,
}

public enum Verdict
{
    Chosen,
    LessIdle,
    Offline,
    Away,
    AtCapacity,
    NotInQueue,
    MissedThisOffer,

    /// <summary>A greater share of their capacity is in use.</summary>
    MoreLoaded,

    /// <summary>Their turn comes later.</summary>
    LaterTurn,

    /// <summary>They fit, and have fewer of the preferred skills.</summary>
    LessPreferred,

    /// <summary>It waits for its owner, or for the agent who served the customer last, or went to them.</summary>
    NotOwnOrLastAgent,

    /// <summary>A required skill is missing, or its level too low.</summary>
    LacksSkill,

    /// <summary>They hold as many conversations of this channel as they may.</summary>
    AtChannelLimit,

    /// <summary>It was handed to another agent.</summary>
    HandedToAnother,

    /// <summary>They would have fitted, and another agent picked it.</summary>
    OtherWasFaster,
}
