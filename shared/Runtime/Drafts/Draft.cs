namespace OmniFunctions.Runtime.Drafts;

/// <summary>What an agent has begun to write in a conversation and has not sent. It is theirs alone, and follows them from one device to the next.</summary>
/// <param name="Revision">Grows with every writing, so that who writes can say which one they began with.</param>
/// <param name="Browser">What the one that wrote it last says of itself.</param>
public sealed record Draft(ConversationId Conversation, DraftKind Kind, string Text, long Revision, DateTimeOffset ChangedAt, string? Browser)
{
    /// <summary>Longer than the text of any channel that people write by hand.</summary>
    public const int MaxTextLength = 50_000;

    public const int MaxBrowserLength = 200;
}

/// <summary>Whom it is for. What was begun as a note is never sent to the customer.</summary>
public enum DraftKind
{
    Reply,
    Note,
    Whisper,
}

/// <summary>What came of writing a draft.</summary>
public abstract record DraftWriting
{
    private DraftWriting() { }

    /// <param name="Draft">Its text is empty when it was taken away.</param>
    public sealed record Kept(Draft Draft) : DraftWriting;

    /// <summary>Another device has written since; nothing was changed.</summary>
    public sealed record Overtaken : DraftWriting;

    /// <summary>There are as many as there may be.</summary>
    public sealed record TooMany : DraftWriting;
}
