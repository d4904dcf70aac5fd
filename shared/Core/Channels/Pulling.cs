namespace OmniFunctions.Channels;

/// <summary>Where reading goes on at a platform that only rings, or must be asked.</summary>
/// <param name="Stream">What is read, as a customer-service account of WeCom; one reader at a time.</param>
/// <param name="Cursor">Null at the very beginning.</param>
/// <param name="Ticket">What the platform gave along with the ring, where it did.</param>
public sealed record PullPosition(string Stream, string? Cursor, string? Ticket = null);

/// <summary>What one reading brought.</summary>
public abstract record Pulled
{
    private Pulled() { }

    /// <param name="Cursor">Kept only when every item is kept.</param>
    /// <param name="Confirm">What tells the platform that these need not come again; null where the cursor does.</param>
    public sealed record Page(IReadOnlyList<InboundItem> Items, IReadOnlyList<ParseFault> Faults, string? Cursor, bool HasMore, HttpDelivery? Confirm = null) : Pulled;

    public sealed record TokenExpired : Pulled;

    public sealed record NotNow(TimeSpan? RetryAfter = null) : Pulled;

    public sealed record Refused(string? PlatformCode) : Pulled;
}
