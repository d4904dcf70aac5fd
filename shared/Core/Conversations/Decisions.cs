namespace OmniFunctions.Conversations;

/// <summary>Short forms in which the decisions are written.</summary>
internal static class Decisions
{
    internal static Decision Nothing => Decision.Happened.Nothing;

    internal static Decision Refuse(Refusal reason) => new Decision.Refused(reason);

    internal static Decision Happen(IEnumerable<ConversationEvent> events, params IEnumerable<Effect> effects) =>
        new Decision.Happened([.. events], [.. effects]);

    internal static InvalidOperationException UnknownPhase(Phase phase) => new($"No decision in phase {phase.GetType().Name}.");

    /// <summary>Why this agent may not act as the one who has it; null when they may.</summary>
    internal static Refusal? NotHeldBy(ConversationState state, AgentId agent) => OverFor(state) ?? (state.Holder == agent ? null : Refusal.NotHolder);

    /// <summary>Why this agent may not act as the one who serves it; null when they may. An offer is to be accepted first, and wrap-up is past it.</summary>
    internal static Refusal? NotServedBy(ConversationState state, AgentId agent) =>
        NotHeldBy(state, agent) ?? (state.Phase.IsServed() ? null : Refusal.NotServing);

    /// <summary>Why nothing more is done with it; null while it is open.</summary>
    internal static Refusal? OverFor(ConversationState state) => state.Phase switch
    {
        Phase.Closed => Refusal.ConversationClosed,
        Phase.Ended => Refusal.ConversationEnded,
        Phase.Merged => Refusal.AlreadyMerged,
        { } phase when phase.IsOpen() => null,
        _ => throw UnknownPhase(state.Phase),
    };

    /// <summary>What must be told when it leaves where it stands: the line is withdrawn from, or the agent has a place free again.</summary>
    internal static IEnumerable<Effect> LettingGo(ConversationState state) => state.Phase switch
    {
        Phase.Waiting waiting => [new Effect.WithdrawRequest(waiting.Queue)],
        { } phase when phase.HolderOrNone() is { } holder => [new Effect.ReleaseAgent(phase.QueueOrNone()!.Value, holder)],
        _ => [],
    };
}
