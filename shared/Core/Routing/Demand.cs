using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>What is asked of an agent with so many steps of widening in force.</summary>
internal sealed class Demand
{
    internal Demand(QueueId queue, RoutingTerms terms, int steps)
    {
        var inForce = terms.Widening[..steps];
        AfterSeconds = steps == 0 ? 0 : inForce[^1].AfterSeconds;
        Queues = [queue, .. inForce.SelectMany(step => step.AddQueues)];

        // Preferred skills bind until a step drops them. Where no step ever does, they would bind for good and be required ones.
        var prefersBind = !inForce.Any(step => step.DropPreferred) && terms.Widening.Any(step => step.DropPreferred);
        var lowerBy = inForce.Sum(step => step.LowerLevelBy);
        Needs = [.. (prefersBind ? terms.Require.Concat(terms.Prefer) : terms.Require)
            .Select(need => need with { Level = Math.Max(SkillNeed.MinLevel, need.Level - lowerBy) })];
    }

    internal int AfterSeconds { get; }

    internal ImmutableArray<QueueId> Queues { get; }

    internal ImmutableArray<SkillNeed> Needs { get; }
}
