namespace OmniFunctions.Conversations;

/// <summary>Why a conversation stands in the queue.</summary>
public enum QueueReason
{
    Opened,
    Reopened,
    OfferMissed,
    OfferDeclined,
}
