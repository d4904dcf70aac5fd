using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>What a conversation asks of routing: decided by the rules when it enters the line, and the same until it leaves.</summary>
/// <param name="Priority">In points; more goes first.</param>
/// <param name="Units">Of an agent's capacity that it takes.</param>
/// <param name="Channel">Counts against an agent's limit for it; empty where none is known.</param>
/// <param name="Prefer">Required until a widening step drops them; where none does, they only say who comes first.</param>
/// <param name="Owner">Whose customer it is, where the rules ask the owner first.</param>
/// <param name="LastAgent">Who served this customer last; asked first under <see cref="Strategy.LastAgentFirst"/>, after the owner.</param>
/// <param name="Only">It was handed to this agent and waits for nobody else; queue and skills are not looked at.</param>
/// <param name="LastAgentWaitSeconds">How long it waits for owner or last agent while they are online and full.</param>
/// <param name="TargetDueAt">When the next of its targets falls due; the nearer, the sooner its turn.</param>
public sealed record RoutingTerms(
    int Priority = 0,
    int Units = 1,
    string Channel = "",
    ImmutableArray<SkillNeed> Require = default,
    ImmutableArray<SkillNeed> Prefer = default,
    AgentId? Owner = null,
    AgentId? LastAgent = null,
    AgentId? Only = null,
    Strategy Strategy = Strategy.LongestIdle,
    int LastAgentWaitSeconds = 0,
    Ageing? Ageing = null,
    ImmutableArray<WideningStep> Widening = default,
    DateTimeOffset? TargetDueAt = null)
{
    public static RoutingTerms Default { get; } = new();

    public ImmutableArray<SkillNeed> Require { get; init; } = Require.IsDefault ? [] : Require;

    public ImmutableArray<SkillNeed> Prefer { get; init; } = Prefer.IsDefault ? [] : Prefer;

    public Ageing Ageing { get; init; } = Ageing ?? Ageing.Default;

    /// <summary>In the order of their seconds.</summary>
    public ImmutableArray<WideningStep> Widening { get; init; } = Widening.IsDefault ? [] : Widening;
}
