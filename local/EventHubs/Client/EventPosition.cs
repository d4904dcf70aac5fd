using System.Globalization;

namespace Azure.Messaging.EventHubs.Consumer;

/// <summary>Where a reader starts in a partition.</summary>
public struct EventPosition : IEquatable<EventPosition>
{
    private EventPosition(Origin kind, long value, bool isInclusive)
    {
        Kind = kind;
        Value = value;
        IsInclusive = isInclusive;
    }

    internal enum Origin
    {
        Earliest,
        Latest,
        SequenceNumber,
        EnqueuedTime,
    }

    public static EventPosition Earliest => new(Origin.Earliest, 0, true);

    public static EventPosition Latest => new(Origin.Latest, 0, false);

    internal Origin Kind { get; }

    /// <summary>The sequence number, or the ticks of the enqueued time.</summary>
    internal long Value { get; }

    internal bool IsInclusive { get; }

    /// <summary>An offset of this platform is the event's sequence number.</summary>
    public static EventPosition FromOffset(string offsetString, bool isInclusive = true) =>
        FromSequenceNumber(long.Parse(offsetString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), isInclusive);

    public static EventPosition FromSequenceNumber(long sequenceNumber, bool isInclusive = true) => new(Origin.SequenceNumber, sequenceNumber, isInclusive);

    public static EventPosition FromEnqueuedTime(DateTimeOffset enqueuedTime) => new(Origin.EnqueuedTime, enqueuedTime.UtcTicks, true);

    public static bool operator ==(EventPosition left, EventPosition right) => left.Equals(right);

    public static bool operator !=(EventPosition left, EventPosition right) => !left.Equals(right);

    public bool Equals(EventPosition other) => Kind == other.Kind && Value == other.Value && IsInclusive == other.IsInclusive;

    public override bool Equals(object? obj) => obj is EventPosition other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, Value, IsInclusive);
}
