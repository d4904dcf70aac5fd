namespace OmniFunctions.Conversations;

/// <summary>Why the domain says no. Stable: clients show a sentence for each.</summary>
public enum Refusal
{
    ConversationUnknown,
    ConversationEnded,
    ConversationClosed,
    NotHolder,
    NotOffered,
    AlreadyHeld,
    MessageIdTaken,
    MessageUnknown,
    TextEmpty,
    TextTooLong,
    LegNotSupported,

    /// <summary>So many replies are still on their way that another would only join the line.</summary>
    TooManyUndelivered,
}
