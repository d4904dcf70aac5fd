using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What a command came to, once that is on the disk.</summary>
/// <param name="Before">The head as it was decided on; null when there was none.</param>
/// <param name="After">The head as it is now; null when there is none. The same as before when nothing happened.</param>
/// <param name="Events">What was appended by this command, in order.</param>
/// <param name="Effects">What is to be done because of it, kept until it is reported done.</param>
/// <param name="RepetitionOf">The sequence number of the same message when it came before, as its idempotency row has it; null otherwise.</param>
public sealed record ApplyOutcome(
    Decision Decision,
    StoredConversation? Before,
    StoredConversation? After,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<PendingEffect> Effects,
    long? RepetitionOf)
{
    public Refusal? Refusal => (Decision as Decision.Refused)?.Reason;

    /// <summary>The same message is in the log already, so nothing happened.</summary>
    public bool Duplicate => RepetitionOf is > IdempotencyRow.NoSequence;

    /// <summary>The message is not to come in here: somebody who knew better saw to that.</summary>
    public bool KeptOut => RepetitionOf is IdempotencyRow.NoSequence;

    public bool Changed => Events.Count > 0;

    internal static ApplyOutcome Unchanged(Decision decision, StoredConversation? head, long? repetitionOf = null) =>
        new(decision, head, head, [], [], repetitionOf);
}
