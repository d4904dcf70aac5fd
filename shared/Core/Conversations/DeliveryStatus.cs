namespace OmniFunctions.Conversations;

/// <summary>What has become of a reply.</summary>
public enum DeliveryStatus
{
    Pending,
    Delivered,
    Rejected,

    /// <summary>It may or may not have arrived; a person decides what to do.</summary>
    Unknown,
}
