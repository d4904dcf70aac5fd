namespace OmniFunctions.Routing;

/// <summary>Why a conversation went where it went: the inputs of one match and what was said of every candidate.</summary>
/// <param name="PolicyVersion">The rules that were asked.</param>
/// <param name="Chosen">Null when nobody fitted.</param>
/// <param name="Candidates">All of them, the chosen one first; at most <see cref="MaxCandidates"/>, then the rest are only counted.</param>
/// <param name="FurtherCandidates">How many are not listed.</param>
public sealed record Explanation(
    DateTimeOffset At,
    string PolicyVersion,
    QueueId Queue,
    DateTimeOffset WaitingSince,
    AgentId? Chosen,
    IReadOnlyList<CandidateVerdict> Candidates,
    int FurtherCandidates)
{
    public const int MaxCandidates = 50;
}

/// <param name="Load">Conversations held at that moment.</param>
/// <param name="IdleSince">When they last became less busy.</param>
public sealed record CandidateVerdict(AgentId Agent, Verdict Verdict, int Load, int Capacity, DateTimeOffset IdleSince);

public enum Verdict
{
    Chosen,
    LessIdle,
    Offline,
    Away,
    AtCapacity,
    NotInQueue,
    MissedThisOffer,
}
