using OmniFunctions.Conversations;
using OmniFunctions.Lab.Script;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Lab;

/// <summary>A story as it went under a policy.</summary>
public sealed record LabRun(string PolicyVersion, string PolicyHash, LabScript Script, IReadOnlyList<LabStep> Steps)
{
    /// <summary>A story that goes on beyond this is cut off.</summary>
    public const int MaxSteps = 20_000;

    public bool IsCutOff => Steps.Count >= MaxSteps;
}

/// <summary>One thing that happened.</summary>
/// <param name="Local">The same moment on the wall clock of the conversation's queue; of the script where the queue has none.</param>
/// <param name="Zone">Of that wall clock.</param>
/// <param name="Line">The line of the story that brought it about; null where time, routing or a channel did.</param>
/// <param name="What">What was wanted or what came about, as its command is called.</param>
/// <param name="Events">What came of it, in order.</param>
/// <param name="Rules">Which rules of the policy decided, by name.</param>
/// <param name="Phase">Where the conversation stands then.</param>
/// <param name="Clocks">All of the conversation that have ever run, as they stand then.</param>
public sealed record LabStep(
    int Number,
    DateTimeOffset At,
    DateTimeOffset Local,
    TimeZoneInfo Zone,
    Cause Cause,
    LabLine? Line,
    string? Customer,
    ConversationId? Conversation,
    string What,
    Refusal? Refusal,
    IReadOnlyList<ConversationEvent> Events,
    IReadOnlyList<string> Rules,
    Phase? Phase,
    IReadOnlyList<LabClock> Clocks)
{
    /// <summary>Another moment on the same wall clock.</summary>
    public DateTimeOffset InItsZone(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, Zone);
}

/// <param name="Elapsed">Time of its basis, pauses left out.</param>
/// <param name="DueAt">When the target is or was due, if nothing changes; null while it is paused.</param>
public sealed record LabClock(ServiceMeasure Measure, ServiceVerdict Verdict, TimeSpan Elapsed, TimeSpan Target, DateTimeOffset? DueAt, bool IsPaused, bool IsBreached);
