using System.Collections.Immutable;
using OmniFunctions.Routing;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Where a conversation goes, and by which rule.</summary>
/// <param name="Rule">Its name, <c>channelQueues.{channel}</c>, or <see cref="CompiledPolicy.ByDefault"/>.</param>
/// <param name="Priority">Of the rule alone; the queue's comes on top.</param>
public sealed record RouteChoice(string Rule, QueueId Queue, string? Topic, int Priority, Seat? Seat);

/// <summary>What all rules that matched ask for together.</summary>
/// <param name="Require">Each skill once, with the highest level asked for.</param>
/// <param name="Prefer">Each skill once; none that is required at the same level anyway.</param>
/// <param name="Rules">Their names, in order.</param>
public sealed record Needs(ImmutableArray<SkillNeed> Require, ImmutableArray<SkillNeed> Prefer, int Priority, bool OwnerFirst, ImmutableArray<string> Rules)
{
    public static Needs Nothing { get; } = new([], [], 0, false, []);

    internal static Needs Sum(IReadOnlyList<NeedRule> rules)
    {
        var require = Highest(rules.SelectMany(rule => rule.Require));
        var prefer = Highest(rules.SelectMany(rule => rule.Prefer))
            .RemoveAll(wish => require.Any(need => need.Skill == wish.Skill && need.Level >= wish.Level));
        return new Needs(require, prefer, rules.Sum(rule => rule.Priority), rules.Any(rule => rule.OwnerFirst), [.. rules.Select(rule => rule.Name)]);
    }

    private static ImmutableArray<SkillNeed> Highest(IEnumerable<SkillNeed> needs) =>
        [.. needs.GroupBy(need => need.Skill).Select(same => same.MaxBy(need => need.Level)!)];
}

/// <summary>What is to be met; null where nothing is.</summary>
public readonly record struct Targets(TargetChoice FirstResponse, TargetChoice? NextResponse, TargetChoice? Resolution, TargetChoice? TimeInQueue)
{
    public TargetChoice? Of(ServiceMeasure measure) => measure switch
    {
        ServiceMeasure.FirstResponse => FirstResponse,
        ServiceMeasure.NextResponse => NextResponse,
        ServiceMeasure.Resolution => Resolution,
        ServiceMeasure.TimeInQueue => TimeInQueue,
        _ => throw new ArgumentOutOfRangeException(nameof(measure), measure, "There is no such measure."),
    };
}

/// <param name="Rule">Its name, or <see cref="CompiledPolicy.ByQueue"/>.</param>
/// <param name="Escalation">The id of a ladder.</param>
public sealed record TargetChoice(ServiceTarget Target, string Rule, ImmutableArray<PauseReason> PauseOn, string? Escalation)
{
    /// <summary>The clock also has to fire where its ladder has a step before the breach.</summary>
    internal static TargetChoice Of(TargetRule rule, ServiceMeasure measure, EscalationLadder? ladder) => new(
        new ServiceTarget(measure, rule.SecondsOf(measure)!.Value, rule.Basis, MarksOf(rule, measure, ladder)), rule.Name, [.. rule.PauseOn], rule.Escalation);

    internal static ImmutableArray<int> MarksOf(TargetRule rule, ServiceMeasure measure, EscalationLadder? ladder) =>
    [
        .. rule.WarnAtPercent
            .Concat((ladder?.Steps ?? []).Where(step => step.Measure == measure && step.AtPercent < ServiceTarget.Breach).Select(step => step.AtPercent))
            .Distinct()
            .Order(),
    ];

    internal static TargetChoice Of(QueuePolicy queue) => new(
        new ServiceTarget(ServiceMeasure.FirstResponse, queue.FirstResponseSeconds, TimeBasis.AroundTheClock, []), CompiledPolicy.ByQueue, [], null);
}

/// <param name="Language">In which it is written, which need not be the customer's.</param>
public sealed record TextChoice(TextKind Kind, string Language, string Text);

/// <param name="Failed">What kept the rule from matching; null: it matched.</param>
public sealed record RuleVerdict(string Rule, string? Failed);

/// <param name="Index">In the queue's list.</param>
public sealed record CompiledOverflowStep(int Index, OverflowStep Step, CompiledCondition When)
{
    public bool Holds(in Facts facts) => When.Holds(facts);
}
