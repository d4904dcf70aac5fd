using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What a command came to, once that is on the disk.</summary>
/// <param name="Before">The head as it was decided on; null when there was none.</param>
/// <param name="After">The head as it is now; null when there is none. The same as before when nothing happened.</param>
/// <param name="Events">What was appended by this command, in order.</param>
/// <param name="Effects">What is to be done because of it, kept until it is reported done.</param>
/// <param name="Duplicate">The same message had been received before, so nothing happened.</param>
public sealed record ApplyOutcome(
    Decision Decision,
    StoredConversation? Before,
    StoredConversation? After,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<PendingEffect> Effects,
    bool Duplicate)
{
    public Refusal? Refusal => (Decision as Decision.Refused)?.Reason;

    public bool Changed => Events.Count > 0;

    internal static ApplyOutcome Unchanged(Decision decision, StoredConversation? head, bool duplicate = false) =>
        new(decision, head, head, [], [], duplicate);
}
