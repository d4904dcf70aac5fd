using OmniFunctions.Documents;
using OmniFunctions.Routing;

namespace OmniFunctions.Policies;

/// <summary>What one queue's terms come to.</summary>
internal static class QueueSense
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy, QueuePolicy queue, string path) =>
    [
        .. Widening(queue, path),
        .. queue.Overflow.SelectMany((step, index) => Overflow(policy, queue, step, PolicySense.At($"{path}.overflow", index))),
        .. WrapUp(queue.WrapUp, $"{path}.wrapUp"),
        .. LastAgent(policy, queue, path),
    ];

    private static IEnumerable<PolicyFault> Widening(QueuePolicy queue, string path)
    {
        for (var i = 0; i < queue.Widening.Count; i++)
        {
            var step = queue.Widening[i];
            var at = PolicySense.At($"{path}.widening", i);
            if (i > 0 && step.AfterSeconds <= queue.Widening[i - 1].AfterSeconds) yield return new($"{at}.afterSeconds", "Steps are in the order of their time, each at its own.");
            if (step is { DropPreferred: false, LowerLevelBy: 0, AddQueues.IsEmpty: true }) yield return new(at, "It widens nothing: dropPreferred, lowerLevelBy or addQueues is missing.");

            // That each of two queues asks the other's agents is no loop: the agents of an added queue are asked, and not whom that one adds.
            for (var j = 0; j < step.AddQueues.Length; j++)
            {
                if (step.AddQueues[j] == queue.Id) yield return new(PolicySense.At($"{at}.addQueues", j), "A queue cannot add itself.");
                else if (step.AddQueues[..j].Contains(step.AddQueues[j])) yield return new(PolicySense.At($"{at}.addQueues", j), $"'{step.AddQueues[j]}' is already there.");
            }
        }
    }

    private static IEnumerable<PolicyFault> Overflow(ServicePolicy policy, QueuePolicy queue, OverflowStep step, string path)
    {
        if (step.Do == OverflowAction.MoveQueue && step.Queue is null) yield return new($"{path}.queue", "'queue' is missing: where does it move?");
        if (step.Do != OverflowAction.MoveQueue && step.Queue is not null) yield return new($"{path}.queue", "Only moveQueue takes a queue.");
        if (step.Do != OverflowAction.Notice && step.RepeatSeconds is not null) yield return new($"{path}.repeatSeconds", "Only a notice is repeated.");
        if (step.Do == OverflowAction.Callback && queue.Callback is not { Enabled: true }) yield return new($"{path}.do", $"The queue '{queue.Id}' offers no callback: it has no 'callback', or one that is not enabled.");
        if (step.Says is { } kind && policy.Texts.All(text => text.Kind != kind || !text.Enabled))
        {
            yield return new(path, $"There is no text of the kind {CamelCase(kind)}: the customer is told nothing.", Severity.Warning);
        }
    }

    private static IEnumerable<PolicyFault> WrapUp(WrapUpPolicy wrapUp, string path)
    {
        foreach (var fault in Trees.Faults(wrapUp.Dispositions, one => one.Id, one => one.Parent, $"{path}.dispositions", PolicyLimits.MaxDispositionLevels)) yield return fault;
        for (var i = 0; i < wrapUp.Dispositions.Count; i++)
        {
            var one = wrapUp.Dispositions[i];
            var at = PolicySense.At($"{path}.dispositions", i);
            if (wrapUp.Dispositions.Take(i).Any(before => before.Id == one.Id)) yield return new($"{at}.id", $"There is already a disposition '{one.Id}' in this queue.");
            if (one.Parent is { } parent && wrapUp.Dispositions.All(other => other.Id != parent)) yield return new($"{at}.parent", $"There is no disposition '{parent}' in this queue.");
        }

        if (wrapUp is { RequiredBeforeClose: true, Dispositions.Count: 0 }) yield return new($"{path}.requiredBeforeClose", "There is no disposition to choose: nothing could ever be closed.");
    }

    private static IEnumerable<PolicyFault> LastAgent(ServicePolicy policy, QueuePolicy queue, string path)
    {
        if (queue.LastAgentWaitSeconds > 0 && queue.Strategy != Strategy.LastAgentFirst && !policy.Needs.Any(rule => rule.OwnerFirst))
        {
            yield return new($"{path}.lastAgentWaitSeconds", "Nobody is waited for: the strategy is not lastAgentFirst, and no rule says ownerFirst.", Severity.Warning);
        }
    }

    internal static string CamelCase<T>(T value)
        where T : struct, Enum
    {
        var name = value.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
