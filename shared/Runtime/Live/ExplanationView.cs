using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Live;

/// <summary>Why a conversation was offered to whom, with names.</summary>
public sealed record ExplanationView(
    DateTimeOffset At,
    string PolicyVersion,
    Named Queue,
    DateTimeOffset WaitingSince,
    Named? Chosen,
    IReadOnlyList<CandidateView> Candidates,
    int FurtherCandidates);

public sealed record CandidateView(Named Agent, Verdict Verdict, int Load, int Capacity, DateTimeOffset IdleSince);
