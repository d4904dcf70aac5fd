namespace OmniFunctions.Routing;

/// <summary>Why an agent may not pick a conversation from the line.</summary>
public enum ClaimRefusal
{
    /// <summary>Nobody needs to be found for it: it is with a bot, snoozed or closed.</summary>
    NotWaiting,

    /// <summary>Another agent was faster.</summary>
    AlreadyHeld,

    /// <summary>The agent has no seat, or is offline.</summary>
    NotThere,

    NotInQueue,

    AtCapacity,

    HandedToAnother,
}
