namespace OmniFunctions.Conversations;

/// <summary>Why a conversation stands in the queue.</summary>
public enum QueueReason
{
    Opened,
    Reopened,
    OfferMissed,
    OfferDeclined,

    /// <summary>The customer wants a person, or the bot did not know further.</summary>
    PersonAsked,
    Transferred,

    /// <summary>The agent it was transferred to did not take it.</summary>
    TransferMissed,

    /// <summary>A snoozed one woke.</summary>
    Woken,

    /// <summary>The agreed time of the callback came.</summary>
    CallbackDue,

    /// <summary>The customer was back before the callback.</summary>
    CustomerBack,

    /// <summary>The overflow rules moved it.</summary>
    Overflowed,

    /// <summary>An escalation moved it or raised its priority.</summary>
    Escalated,

    /// <summary>The agent who had it did not answer.</summary>
    AgentSilent,

    /// <summary>The agent who had it has gone.</summary>
    AgentGone,
    Unmerged,

    /// <summary>Its priority was changed while it waited.</summary>
    PriorityChanged,
}
