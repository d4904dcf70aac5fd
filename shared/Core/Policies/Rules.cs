using System.Text.Json.Serialization;
using OmniFunctions.Json;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Sends a conversation to a queue.</summary>
/// <param name="Topic">What it is about, where the channel or the customer has not said.</param>
/// <param name="Priority">Added to the queue's.</param>
/// <param name="Seat">Who begins; absent: what the bot's duty says.</param>
public sealed record RouteRule(string Name, QueueId Queue, Condition? When = null, string? Topic = null, int Priority = 0, Seat? Seat = null);

/// <summary>Who is to answer first.</summary>
[JsonConverter(typeof(CamelCase<Seat>))]
public enum Seat
{
    Human,
    Bot,
}

/// <summary>Asks for skills.</summary>
/// <param name="Require">Without these an agent does not fit, until the queue's widening lowers the level.</param>
/// <param name="Prefer">Who has more of these comes first.</param>
/// <param name="OwnerFirst">The person's owner (归属人) comes before anybody else.</param>
public sealed record NeedRule(
    string Name,
    Condition? When = null,
    IReadOnlyList<SkillNeed>? Require = null,
    IReadOnlyList<SkillNeed>? Prefer = null,
    int Priority = 0,
    bool OwnerFirst = false)
{
    public IReadOnlyList<SkillNeed> Require { get; init => field = value ?? []; } = Require ?? [];

    public IReadOnlyList<SkillNeed> Prefer { get; init => field = value ?? []; } = Prefer ?? [];
}

/// <summary>How long something may take.</summary>
/// <param name="Basis">Which time counts.</param>
/// <param name="WarnAtPercent">Of the target's time, ascending, 1 to 99.</param>
/// <param name="PauseOn">What makes the clock stand still.</param>
/// <param name="Escalation">The <see cref="EscalationLadder"/> that is climbed as time runs out.</param>
public sealed record TargetRule(
    string Name,
    Condition? When = null,
    TimeBasis Basis = TimeBasis.AroundTheClock,
    int? FirstResponseSeconds = null,
    int? NextResponseSeconds = null,
    int? ResolutionSeconds = null,
    int? TimeInQueueSeconds = null,
    IReadOnlyList<int>? WarnAtPercent = null,
    IReadOnlyList<PauseReason>? PauseOn = null,
    string? Escalation = null)
{
    public IReadOnlyList<int> WarnAtPercent { get; init => field = value ?? []; } = WarnAtPercent ?? [];

    public IReadOnlyList<PauseReason> PauseOn { get; init => field = value ?? []; } = PauseOn ?? [];

    public int? SecondsOf(ServiceMeasure measure) => measure switch
    {
        ServiceMeasure.FirstResponse => FirstResponseSeconds,
        ServiceMeasure.NextResponse => NextResponseSeconds,
        ServiceMeasure.Resolution => ResolutionSeconds,
        ServiceMeasure.TimeInQueue => TimeInQueueSeconds,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
    };
}

/// <summary>What is done, one after the other, as a target's time runs out.</summary>
public sealed record EscalationLadder(string Id, IReadOnlyList<EscalationStep>? Steps = null)
{
    public IReadOnlyList<EscalationStep> Steps { get; init => field = value ?? []; } = Steps ?? [];
}

/// <param name="AtPercent">Of the measure's target; 100 is the breach.</param>
/// <param name="Points"><see cref="EscalationAction.RaisePriority"/> only.</param>
/// <param name="Whom"><see cref="EscalationAction.Notify"/> only.</param>
/// <param name="Queue"><see cref="EscalationAction.MoveQueue"/> only.</param>
public sealed record EscalationStep(
    ServiceMeasure Measure,
    int AtPercent,
    EscalationAction Do,
    int? Points = null,
    Whom? Whom = null,
    QueueId? Queue = null);

[JsonConverter(typeof(CamelCase<EscalationAction>))]
public enum EscalationAction
{
    RaisePriority,
    Notify,
    AddSupervisor,
    MoveQueue,

    /// <summary>By the alert channels, beyond the desk.</summary>
    Page,
}

/// <summary>Who is told.</summary>
[JsonConverter(typeof(CamelCase<Whom>))]
public enum Whom
{
    Agent,
    Leads,
    Supervisors,
}

/// <summary>What silence comes to. The customer's and the agent's are two clocks and never mixed.</summary>
/// <param name="EndWords">What says goodbye: it starts the agent's clock no more.</param>
public sealed record SilenceRule(
    Condition? When = null,
    CustomerSilence? Customer = null,
    AgentSilence? Agent = null,
    IReadOnlyList<string>? EndWords = null)
{
    public IReadOnlyList<string> EndWords { get; init => field = value ?? []; } = EndWords ?? [];
}

/// <summary>Seconds since the agent's side wrote last; what is absent does not happen. Nothing ends by itself in <see cref="Reception.Async"/>.</summary>
public sealed record CustomerSilence(int? RemindAfterSeconds = null, int? EndAfterSeconds = null);

/// <summary>Seconds since the customer wrote; what is absent does not happen.</summary>
/// <param name="MarkAfterSeconds">The entry in the lists changes its colour.</param>
/// <param name="RemindAfterSeconds">The agent is told.</param>
/// <param name="AlarmAfterSeconds">The leads are told.</param>
/// <param name="MoveAfterSeconds">The conversation goes back to its line.</param>
/// <param name="BreakAgent">The agent from whom it is taken is set to away.</param>
public sealed record AgentSilence(
    int? MarkAfterSeconds = null,
    int? RemindAfterSeconds = null,
    int? AlarmAfterSeconds = null,
    int? MoveAfterSeconds = null,
    bool BreakAgent = false);

/// <summary>What the customer is asked afterwards (满意度评价).</summary>
/// <param name="Steps">2, 3 or 5.</param>
/// <param name="Solved">Whether "was it solved?" is asked apart.</param>
/// <param name="Tags">To choose from.</param>
/// <param name="ValidHours">An answer after that is not taken.</param>
/// <param name="Several">A later answer replaces an earlier one; in the rate there is one for a conversation in any case.</param>
public sealed record SurveyPolicy(
    SurveyMoment When = SurveyMoment.OnRequest,
    int Steps = 5,
    bool Solved = true,
    IReadOnlyList<string>? Tags = null,
    int ValidHours = 48,
    bool Several = false)
{
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = Tags ?? [];
}

[JsonConverter(typeof(CamelCase<SurveyMoment>))]
public enum SurveyMoment
{
    /// <summary>When an agent asks for it.</summary>
    OnRequest,

    OnClose,
    Never,
}
