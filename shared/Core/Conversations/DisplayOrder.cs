using OmniFunctions.Channels;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>
/// Where a message is shown that came out of its order. The log keeps the order in which messages came, and people read them in the order in which they were
/// written. The place follows from the log alone, so that it is the same for every reader, however they page.
/// </summary>
public static class DisplayOrder
{
    /// <summary>What took longer from the customer to us bears a mark: nobody could answer it before.</summary>
    public const int LateAfterSeconds = 120;

    /// <summary>What was written longer before it came stays where it came: nobody would look for it further up.</summary>
    public const int WindowSeconds = 24 * 3_600;

    /// <summary>So many events before a message are looked at for its place.</summary>
    public const int MaxEarlier = 200;

    public static bool IsLate(CustomerMessage message) => SecondsUnderWay(message) > LateAfterSeconds;

    /// <summary>Only then is it worth reading what stands before it.</summary>
    public static bool MayBelongElsewhere(CustomerMessage message) =>
        message.Item.Speaks && (message.WasOvertaken == true || IsLate(message)) && SecondsUnderWay(message) <= WindowSeconds;

    /// <param name="seq">Of the message.</param>
    /// <param name="earlier">What stands in the log before it, ascending; at least the last <see cref="MaxEarlier"/>.</param>
    /// <returns>The sequence number of what it is shown before; null where it stands where it came. Several before the same one stand in the order in which they were written.</returns>
    public static long? ShownBefore(long seq, CustomerMessage message, IEnumerable<(long Seq, ConversationEvent Event)> earlier)
    {
        if (!MayBelongElsewhere(message) || message.Item.SentAt is not { } sentAt) return null;
        foreach (var (before, what) in earlier)
        {
            if (before >= seq - MaxEarlier && before < seq && IsLaterThan(what, message, sentAt)) return before;
        }

        return null;
    }

    /// <summary>A platform that is ahead of us tells of no future: what it says of one is not believed.</summary>
    internal static DateTimeOffset? WrittenAt(InboundItem item, DateTimeOffset receivedAt) =>
        item.SentAt is { } sentAt ? sentAt - receivedAt > TimeSpan.FromSeconds(LateAfterSeconds) ? receivedAt : sentAt : null;

    /// <summary>
    /// Of one way to the customer the platform's clock tells the order of two messages to the second. Between two clocks seconds say nothing, so that only what was
    /// long under way goes before what somebody else said meanwhile.
    /// </summary>
    private static bool IsLaterThan(ConversationEvent what, CustomerMessage message, DateTimeOffset sentAt) => what switch
    {
        CustomerMessage { Item.Speaks: false } => false,
        CustomerMessage other when other.Leg == message.Leg && WrittenAt(other.Item, other.ReceivedAt) is { } written => written > sentAt,
        CustomerMessage other => IsLate(message) && other.ReceivedAt > sentAt,
        Reply or Announced or BotAnswered => IsLate(message) && what.At > sentAt,
        _ => false,
    };

    private static double SecondsUnderWay(CustomerMessage message) => message.Item is { Speaks: true, SentAt: { } sentAt } ? (message.ReceivedAt - sentAt).TotalSeconds : 0;
}
