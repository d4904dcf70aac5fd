using OmniFunctions.Routing;

namespace OmniFunctions.Runtime.Live;

/// <summary>Why a conversation was offered to whom, with names.</summary>
/// <param name="FurtherCandidates">How many are in <see cref="Further"/>, or, in an entry of a thread and in explanations of earlier builds, nowhere.</param>
public sealed record ExplanationView(
    DateTimeOffset At,
    string PolicyVersion,
    Named Queue,
    DateTimeOffset WaitingSince,
    Named? Chosen,
    IReadOnlyList<CandidateView> Candidates,
    int FurtherCandidates)
{
    public string? PolicyHash { get; init; }

    /// <summary>What the conversation asked for.</summary>
    public TermsView? Terms { get; init; }

    /// <summary>The steps of widening that were in force.</summary>
    public IReadOnlyList<WideningView> WidenedBy { get; init; } = [];

    /// <summary>The other candidates by what was said of them.</summary>
    public IReadOnlyList<FurtherView> Further { get; init; } = [];

    public long? ElapsedMicroseconds { get; init; }
}

/// <param name="Load">Units in use at that moment.</param>
public sealed record CandidateView(Named Agent, Verdict Verdict, int Load, int Capacity, DateTimeOffset IdleSince)
{
    /// <summary>Null in explanations of earlier builds, like the rest below.</summary>
    public Presence? Presence { get; init; }

    /// <summary>Why they are away.</summary>
    public string? Reason { get; init; }

    /// <summary>The needs they do not meet.</summary>
    public IReadOnlyList<SkillView> Gaps { get; init; } = [];

    public int? Weight { get; init; }
}

/// <param name="AddQueues">Ids of the queues whose agents were asked as well.</param>
public sealed record WideningView(int AfterSeconds, bool DropPreferred, int LowerLevelBy, IReadOnlyList<string> AddQueues);

public sealed record FurtherView(Verdict Verdict, IReadOnlyList<Named> Agents);

/// <param name="Level">1 to 3.</param>
public sealed record SkillView(string Skill, int Level);

public sealed record TermsView(
    int Priority,
    int Units,
    string Channel,
    IReadOnlyList<SkillView> Require,
    IReadOnlyList<SkillView> Prefer,
    Named? Owner,
    Named? LastAgent,
    Named? Only,
    string Strategy,
    DateTimeOffset? TargetDueAt);
