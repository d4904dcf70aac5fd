namespace OmniFunctions.Conversations;

/// <summary>Why a conversation is over. An agent gives one of the first three; the others are what happened.</summary>
public enum CloseReason
{
    Resolved,
    CustomerGone,
    Spam,

    /// <summary>The customer gave up waiting.</summary>
    Abandoned,

    /// <summary>The customer said nothing more, was reminded, and still said nothing.</summary>
    CustomerSilent,

    /// <summary>The overflow rules of the queue turned it away.</summary>
    TurnedAway,

    /// <summary>Every attempt to call back came to nothing.</summary>
    CallbackFailed,
}

public static class CloseReasons
{
    /// <summary>One that a person may give.</summary>
    public static bool IsGivenByAgents(this CloseReason reason) => reason is CloseReason.Resolved or CloseReason.CustomerGone or CloseReason.Spam;
}
