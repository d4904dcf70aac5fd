using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>What is asked less of an agent once a conversation has waited for a while. Steps add up.</summary>
/// <param name="AfterSeconds">Of waiting, from its place in the line.</param>
/// <param name="DropPreferred">Preferred skills, which count as required until a step like this one, now only say who comes first.</param>
/// <param name="LowerLevelBy">Every required level is that much lower, and never below the lowest.</param>
/// <param name="AddQueues">Agents of these queues are asked as well.</param>
public sealed record WideningStep(int AfterSeconds, bool DropPreferred = false, int LowerLevelBy = 0, ImmutableArray<QueueId> AddQueues = default)
{
    public ImmutableArray<QueueId> AddQueues { get; init; } = AddQueues.IsDefault ? [] : AddQueues;
}
