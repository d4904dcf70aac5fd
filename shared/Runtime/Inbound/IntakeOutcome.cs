using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>What became of an envelope, and what its bearer has to do next.</summary>
/// <param name="Conversation">Where it went; null when it went nowhere.</param>
/// <param name="Refusal">Why the domain would not have it: it is to be set aside, so that the messages behind it are not held up.</param>
public sealed record IntakeOutcome(ConversationKey? Conversation, Wake Wake, Refusal? Refusal = null)
{
    /// <summary>Other conversations that changed along with it: their lifecycles are to be rung.</summary>
    public IReadOnlyList<ConversationKey> Also { get; init; } = [];

    internal static IntakeOutcome Dropped { get; } = new(null, Wake.Nobody);
}

public enum Wake
{
    Nobody,

    /// <summary>Its lifecycle runs and should look.</summary>
    Ring,

    /// <summary>Its lifecycle may not run yet: start it, or ring if it does.</summary>
    Start,
}
