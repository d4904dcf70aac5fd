namespace OmniFunctions.Conversations;

/// <summary>Short forms in which the decisions are written.</summary>
internal static class Decisions
{
    internal static Decision Nothing => Decision.Happened.Nothing;

    internal static Decision Refuse(Refusal reason) => new Decision.Refused(reason);

    internal static Decision Happen(IEnumerable<ConversationEvent> events, params Effect[] effects) =>
        new Decision.Happened([.. events], effects);

    internal static InvalidOperationException UnknownPhase(Phase phase) => new($"No decision in phase {phase.GetType().Name}.");
}
