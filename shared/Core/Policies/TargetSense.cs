using OmniFunctions.Documents;
using OmniFunctions.ServiceLevels;

namespace OmniFunctions.Policies;

/// <summary>Targets, ladders and silence: times that follow one another.</summary>
internal static class TargetSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy) =>
    [
        .. policy.Targets.SelectMany((rule, index) => Target(policy, rule, PolicySense.At("targets", index))),
        .. RouteSense.Names([.. policy.Targets.Select(rule => rule.Name)], "targets"),
        .. Unreached(policy.Targets),
        .. policy.Escalations.SelectMany((ladder, index) => ladder.Steps.SelectMany((step, place) => Step(step, $"{PolicySense.At($"{PolicySense.At("escalations", index)}.steps", place)}"))),
        .. Unused(policy),
        .. policy.Silence.SelectMany((rule, index) => Silence(rule, PolicySense.At("silence", index))),
        .. PolicySense.Unreachable(policy.Silence, rule => rule.When, "silence"),
    ];

    private static IEnumerable<PolicyFault> Target(ServicePolicy policy, TargetRule rule, string path)
    {
        var measures = Enum.GetValues<ServiceMeasure>().Where(measure => rule.SecondsOf(measure) is not null).ToArray();
        if (measures.Length == 0) yield return new(path, "It has no target: firstResponseSeconds, nextResponseSeconds, resolutionSeconds or timeInQueueSeconds is missing.");

        for (var i = 1; i < rule.WarnAtPercent.Count; i++)
        {
            if (rule.WarnAtPercent[i] <= rule.WarnAtPercent[i - 1]) yield return new(PolicySense.At($"{path}.warnAtPercent", i), "Warnings are in ascending order, each once.");
        }

        if (rule.PauseOn.Distinct().Count() < rule.PauseOn.Count) yield return new($"{path}.pauseOn", "Each reason is there once.");

        var ladder = policy.Escalations.FirstOrDefault(known => known.Id == rule.Escalation);
        if (ladder is null) yield break;
        if (ladder.Steps.All(step => !measures.Contains(step.Measure)))
        {
            yield return new($"{path}.escalation", $"No step of '{ladder.Id}' is about a measure that this target has.", Severity.Warning);
        }

        foreach (var measure in measures.Where(measure => TargetChoice.MarksOf(rule, measure, ladder).Length > ServiceTargetValidation.MaxWarnings))
        {
            yield return new($"{path}.warnAtPercent", $"Warnings and the steps of '{ladder.Id}' come to more than {ServiceTargetValidation.MaxWarnings} moments of {QueueSense.CamelCase(measure)}.");
        }
    }

    /// <summary>A measure that a rule above always decides is never this rule's; only one with nothing left is worth a word.</summary>
    private static IEnumerable<PolicyFault> Unreached(IReadOnlyList<TargetRule> rules)
    {
        var decided = new HashSet<ServiceMeasure>();
        for (var i = 0; i < rules.Count; i++)
        {
            var own = Enum.GetValues<ServiceMeasure>().Where(measure => rules[i].SecondsOf(measure) is not null).ToArray();
            if (own.Length > 0 && own.All(decided.Contains)) yield return new(PolicySense.At("targets", i), "It is never reached: rules above decide all its measures, always.", Severity.Warning);
            if (rules[i].When is null) decided.UnionWith(own);
        }
    }

    private static IEnumerable<PolicyFault> Step(EscalationStep step, string path)
    {
        foreach (var (name, isThere, belongs) in new[]
        {
            ("points", step.Points is not null, step.Do == EscalationAction.RaisePriority),
            ("whom", step.Whom is not null, step.Do == EscalationAction.Notify),
            ("queue", step.Queue is not null, step.Do == EscalationAction.MoveQueue),
        })
        {
            if (belongs && !isThere) yield return new($"{path}.{name}", $"'{name}' is missing.");
            if (!belongs && isThere) yield return new($"{path}.{name}", $"{QueueSense.CamelCase(step.Do)} takes no {name}.");
        }
    }

    private static IEnumerable<PolicyFault> Unused(ServicePolicy policy) => policy.Escalations
        .Select((ladder, index) => (ladder.Id, Path: PolicySense.At("escalations", index)))
        .Where(ladder => policy.Targets.All(rule => rule.Escalation != ladder.Id))
        .Select(ladder => new PolicyFault(ladder.Path, $"No target climbs '{ladder.Id}'.", Severity.Warning));

    private static IEnumerable<PolicyFault> Silence(SilenceRule rule, string path)
    {
        if (rule is { Customer: null, Agent: null, EndWords.Count: 0 }) yield return new(path, "It says nothing: customer, agent or endWords is missing.");
        foreach (var fault in InOrder($"{path}.customer", ("remindAfterSeconds", rule.Customer?.RemindAfterSeconds), ("endAfterSeconds", rule.Customer?.EndAfterSeconds))) yield return fault;
        foreach (var fault in InOrder(
            $"{path}.agent",
            ("markAfterSeconds", rule.Agent?.MarkAfterSeconds),
            ("remindAfterSeconds", rule.Agent?.RemindAfterSeconds),
            ("alarmAfterSeconds", rule.Agent?.AlarmAfterSeconds),
            ("moveAfterSeconds", rule.Agent?.MoveAfterSeconds)))
        {
            yield return fault;
        }

        if (rule.Agent is { BreakAgent: true, MoveAfterSeconds: null }) yield return new($"{path}.agent.breakAgent", "Nothing is ever moved from the agent: 'moveAfterSeconds' is missing.");
    }

    private static IEnumerable<PolicyFault> InOrder(string path, params (string Name, int? Seconds)[] steps)
    {
        var there = steps.Where(step => step.Seconds is not null).ToArray();
        for (var i = 1; i < there.Length; i++)
        {
            if (there[i].Seconds <= there[i - 1].Seconds) yield return new($"{path}.{there[i].Name}", $"It comes after {there[i - 1].Name} ({there[i - 1].Seconds}).");
        }
    }
}
