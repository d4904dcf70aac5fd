namespace OmniFunctions.Channels;

/// <summary>What a platform says became of a message of ours after it had taken it.</summary>
/// <param name="MessageId">The platform's id of it; null where the receipt is for all up to <paramref name="UpTo"/>.</param>
/// <param name="UpTo">Everything sent until then; null where one message is named.</param>
/// <param name="ErrorCode">The platform's own, of one that failed.</param>
public sealed record Receipt(ReceiptState State, string? MessageId, DateTimeOffset? UpTo = null, string? ErrorCode = null);

/// <summary>In the order in which a message passes them. Receipts come out of order; none takes a message back to an earlier state.</summary>
public enum ReceiptState
{
    /// <summary>On its way from the platform.</summary>
    Sent,

    /// <summary>On the customer's device.</summary>
    Delivered,

    /// <summary>Seen or, of a voice message, heard.</summary>
    Read,

    /// <summary>The platform had taken it and could not deliver it.</summary>
    Failed,
}
