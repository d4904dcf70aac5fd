namespace OmniFunctions.Runtime.Conversations;

/// <summary>What a conversation knows of a message.</summary>
public enum MessageStanding
{
    Unknown,

    /// <summary>It stands in the log.</summary>
    Received,

    /// <summary>It is not to come in here.</summary>
    KeptOut,
}
