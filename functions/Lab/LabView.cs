using System.Globalization;
using System.Text.Json;
using OmniFunctions.Conversations;
using OmniFunctions.Json;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Lab;

/// <summary>A story as it went, for the API and for <c>--json</c>.</summary>
/// <param name="IsCutOff">It would have gone on beyond the limit of steps.</param>
public sealed record LabView(string PolicyVersion, string PolicyHash, IReadOnlyList<LabStepView> Steps, bool IsCutOff, double ElapsedMs)
{
    internal static LabView Of(LabRun run, LabSentences sentences, TimeSpan elapsed) => new(
        run.PolicyVersion,
        run.PolicyHash,
        [.. run.Steps.Select(step => Of(step, sentences))],
        run.IsCutOff,
        Math.Round(elapsed.TotalMilliseconds, 1));

    internal static string StateOf(LabClock clock) => clock switch
    {
        { Verdict: ServiceVerdict.Open, IsPaused: true } => "paused",
        { Verdict: ServiceVerdict.Open, IsBreached: true } => "breached",
        { Verdict: ServiceVerdict.Open } => "running",
        { Verdict: var verdict } => Word(verdict),
    };

    private static LabStepView Of(LabStep step, LabSentences sentences) => new(
        step.At,
        step.Local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture),
        sentences.Of(step),
        Word(step.Cause),
        step.Line?.SourceLine,
        step.Customer,
        step.Conversation?.Value,
        step.Refusal,
        [.. step.Events.Select(e => Word(e.GetType().Name))],
        step.Phase is { } phase ? Word(phase.GetType().Name) : null,
        step.Rules.Count > 0 ? string.Join("; ", step.Rules) : null,
        [.. step.Clocks.Select(clock => new LabClockView(
            Word(clock.Measure), StateOf(clock), clock.Elapsed.TotalSeconds, clock.Target.TotalSeconds, clock.DueAt, clock.IsPaused))],
        step.Events.Select(Explanation).FirstOrDefault(why => why is not null));

    private static LabExplanation? Explanation(ConversationEvent e) => e switch
    {
        ConversationEvent.Offered x => new("assignment", JsonSerializer.SerializeToElement(x.Why, CoreJson.Instance.Explanation)),
        ConversationEvent.Routed x => new("route", JsonSerializer.SerializeToElement(x.Why, CoreJson.Instance.RouteExplanation)),
        ConversationEvent.Assessed x => new("overflow", JsonSerializer.SerializeToElement(x.Why, CoreJson.Instance.OverflowExplanation)),
        _ => null,
    };

    private static string Word<T>(T value)
        where T : notnull => value.ToString() is { Length: > 0 } text ? char.ToLowerInvariant(text[0]) + text[1..] : "";
}

/// <param name="Local">On the wall clock of the conversation's queue.</param>
/// <param name="What">As a sentence.</param>
/// <param name="Cause">actor, routing, time, channel or lifecycle.</param>
/// <param name="Line">Of the script.</param>
/// <param name="Rule">Which rules decided, by name.</param>
public sealed record LabStepView(
    DateTimeOffset At,
    string Local,
    string What,
    string Cause,
    int? Line,
    string? Customer,
    string? Conversation,
    Refusal? Refusal,
    IReadOnlyList<string> Events,
    string? Phase,
    string? Rule,
    IReadOnlyList<LabClockView> Clocks,
    LabExplanation? Explanation);

/// <param name="State">running, paused, breached, met, missed or cancelled.</param>
public sealed record LabClockView(string Measure, string State, double ElapsedSeconds, double TargetSeconds, DateTimeOffset? DueAt, bool Paused);

/// <param name="Kind">assignment, route or overflow.</param>
public sealed record LabExplanation(string Kind, JsonElement Why);
