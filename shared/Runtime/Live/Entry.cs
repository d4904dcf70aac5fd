using System.Text.Json.Serialization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Live;

/// <summary>One event of a conversation as the desk shows it. The JSON property <c>type</c> names the case.</summary>
/// <param name="Seq">Dense from 1.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(OpenedEntry), "opened")]
[JsonDerivedType(typeof(CustomerMessageEntry), "customerMessage")]
[JsonDerivedType(typeof(QueuedEntry), "queued")]
[JsonDerivedType(typeof(OfferedEntry), "offered")]
[JsonDerivedType(typeof(OfferMissedEntry), "offerMissed")]
[JsonDerivedType(typeof(OfferDeclinedEntry), "offerDeclined")]
[JsonDerivedType(typeof(AcceptedEntry), "accepted")]
[JsonDerivedType(typeof(ReplyEntry), "reply")]
[JsonDerivedType(typeof(DeliveryRecordedEntry), "deliveryRecorded")]
[JsonDerivedType(typeof(FirstResponseBreachedEntry), "firstResponseBreached")]
[JsonDerivedType(typeof(ClosedEntry), "closed")]
[JsonDerivedType(typeof(ReopenedEntry), "reopened")]
[JsonDerivedType(typeof(EndedEntry), "ended")]
public abstract record Entry(long Seq, DateTimeOffset At);

public sealed record OpenedEntry(long Seq, DateTimeOffset At, Named Queue) : Entry(Seq, At);

public sealed record CustomerMessageEntry(
    long Seq, DateTimeOffset At, string MessageKey, string Channel, ItemView Item, DateTimeOffset? SentAt, DateTimeOffset ReceivedAt)
    : Entry(Seq, At);

public sealed record QueuedEntry(long Seq, DateTimeOffset At, Named Queue, QueueReason Reason) : Entry(Seq, At);

public sealed record OfferedEntry(long Seq, DateTimeOffset At, Named Agent, DateTimeOffset ExpiresAt, ExplanationView Why) : Entry(Seq, At);

public sealed record OfferMissedEntry(long Seq, DateTimeOffset At, Named Agent, DateTimeOffset DueAt) : Entry(Seq, At);

public sealed record OfferDeclinedEntry(long Seq, DateTimeOffset At, Named Agent) : Entry(Seq, At);

public sealed record AcceptedEntry(long Seq, DateTimeOffset At, Named Agent) : Entry(Seq, At);

/// <param name="Delivery">As far as it is known when this is read; a later <see cref="DeliveryRecordedEntry"/> says more.</param>
public sealed record ReplyEntry(
    long Seq, DateTimeOffset At, string MessageId, Named Agent, string Text, Provenance Provenance, DeliveryStatus Delivery, DeliveryRefusal? DeliveryReason)
    : Entry(Seq, At);

public sealed record DeliveryRecordedEntry(long Seq, DateTimeOffset At, string MessageId, DeliveryStatus Status, DeliveryRefusal? Reason) : Entry(Seq, At);

public sealed record FirstResponseBreachedEntry(long Seq, DateTimeOffset At, DateTimeOffset DueAt, long LatenessMs) : Entry(Seq, At);

/// <param name="By">Null when no person closed it.</param>
public sealed record ClosedEntry(long Seq, DateTimeOffset At, Named? By, CloseReason Reason) : Entry(Seq, At);

public sealed record ReopenedEntry(long Seq, DateTimeOffset At, Named Queue) : Entry(Seq, At);

public sealed record EndedEntry(long Seq, DateTimeOffset At) : Entry(Seq, At);
