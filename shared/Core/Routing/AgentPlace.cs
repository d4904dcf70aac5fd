using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>What the directory says of an agent: how much they take, of what, and what they know.</summary>
/// <param name="Capacity">Units they hold at once, offered conversations included.</param>
/// <param name="ChannelLimits">Conversations of a channel they hold at once, where that is fewer than the capacity allows.</param>
/// <param name="Weight">Their share of the turns under <see cref="Strategy.Weighted"/>.</param>
/// <param name="Skills">With the level of each.</param>
public sealed record AgentPlace(
    int Capacity,
    ImmutableHashSet<QueueId> Queues,
    ImmutableDictionary<string, int>? ChannelLimits = null,
    int Weight = 1,
    ImmutableDictionary<SkillId, int>? Skills = null)
{
    public const int MaxWeight = 100;
}
