namespace OmniFunctions.Channels;

/// <summary>A message on its way to a customer.</summary>
/// <param name="OperationId">The same over all attempts; platforms that drop repeated sends get it.</param>
/// <param name="Recipient">The customer's id within the account.</param>
/// <param name="PlatformConversation">The platform's chat to answer in, where it has one.</param>
public sealed record OutgoingMessage(string OperationId, string Recipient, string? PlatformConversation, OutgoingContent Content)
{
    /// <summary>Null where it is something else than a text.</summary>
    public string? Text => (Content as OutgoingContent.Text)?.Body;

    /// <summary>What the customer last said on this way; some platforms take nothing but answers to it. Null where that is not known.</summary>
    public AnsweredItem? Answers { get; init; }

    /// <summary>Messages sent since then, this one not counted: some platforms want them numbered.</summary>
    public int SentSince { get; init; }

    /// <summary>The moment of this attempt; platforms want it in what is signed.</summary>
    public DateTimeOffset At { get; init; }
}

/// <param name="At">When it came.</param>
/// <param name="Details">Of the item, as <c>reply_token</c>, <c>service_url</c>.</param>
public sealed record AnsweredItem(string? MessageId, string? EventId, DateTimeOffset At, IReadOnlyDictionary<string, Detail> Details, Mail? Mail = null);

/// <summary>How a message leaves: by a request to the platform, or by a push to the customer's own open page.</summary>
public abstract record Delivery;

/// <summary>A request to a platform's API. The address never reaches a log: some platforms put the token in it.</summary>
public sealed record HttpDelivery(string Method, Uri Address, string? ContentType, ReadOnlyMemory<byte> Body) : Delivery
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public override string ToString() => $"{Method} {Address.Host}";
}

/// <summary>The customer is on a page of ours: being in the log is delivery, and a push only tells the page to look.</summary>
public sealed record PageDelivery(string Visitor) : Delivery;

/// <summary>A publish to the broker that the customer's device listens to.</summary>
public sealed record PublishDelivery(string Topic, ReadOnlyMemory<byte> Payload) : Delivery;

/// <summary>A message that the channel's rules refuse before anything is sent.</summary>
public sealed record ImpossibleDelivery(DeliveryRefusal Reason) : Delivery;

/// <param name="Status">The HTTP status.</param>
/// <param name="RetryAfter">From the header of that name.</param>
public sealed record DeliveryResponse(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter = null)
{
    /// <summary>Of the headers a channel may need, by lower-case name; never cookies.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>When it came; what is signed in answer to it needs a time.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>The closed set of what can have become of a delivery.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome() { }

    /// <param name="PlatformMessageId">The platform's id of it, by which receipts name it.</param>
    public sealed record Delivered(string? PlatformMessageId) : DeliveryOutcome;

    public sealed record Throttled(DateTimeOffset Until) : DeliveryOutcome;

    public sealed record Rejected(DeliveryRefusal Reason, string? PlatformCode) : DeliveryOutcome;

    /// <summary>The token was refused: renew it once and try again.</summary>
    public sealed record TokenExpired : DeliveryOutcome;

    /// <summary>It may or may not have arrived. Shown to the agent; never silently sent again.</summary>
    public sealed record Unknown : DeliveryOutcome;
}

public enum DeliveryRefusal
{
    TooLong,
    OutsideReplyWindow,
    TooManyMessages,
    RecipientUnknown,
    RecipientBlockedUs,
    NotPermitted,
    KindNotSupported,
    AccountNotConfigured,
    AuthenticationFailed,
    PlatformError,
    Throttled,

    /// <summary>It was taken back before it left.</summary>
    Recalled,
}
