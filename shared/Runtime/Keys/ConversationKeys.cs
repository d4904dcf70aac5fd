using System.Globalization;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Keys;

/// <summary>
/// The rows of one conversation: its events under their sequence numbers (digits, so they sort before all others), then
/// <c>a:</c> attempts to send, <c>head</c>, <c>i:</c> idempotency and <c>x:</c> pending effects.
/// </summary>
internal static class ConversationKeys
{
    public const string Head = "head";
    public const string EffectsFrom = "x:";
    public const string EffectsBefore = "x;";
    public const string EventsBefore = ":";

    /// <summary>No tenant and no id contains the separator, so <c>t1|</c> is no beginning of <c>t10|</c>.</summary>
    public static string Partition(ConversationKey key) => $"{key.Tenant.Value}|{key.Id.Value}";

    public static ConversationKey Read(string partition)
    {
        var bar = partition.IndexOf('|', StringComparison.Ordinal);
        return new ConversationKey(new TenantId(partition[..bar]), new ConversationId(partition[(bar + 1)..]));
    }

    /// <summary>All partitions of a tenant lie between these, the second excluded.</summary>
    public static (string From, string Before) Tenant(TenantId tenant) => ($"{tenant.Value}|", $"{tenant.Value}}}");

    public static string Event(long sequence) => sequence.ToString("D19", CultureInfo.InvariantCulture);

    public static long Sequence(string eventRow) => long.Parse(eventRow, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A customer's message, by the key that makes it the same as another.</summary>
    public static string CustomerMessage(string messageKey) => "i:c" + Digest.Of(messageKey);

    /// <summary>A reply, by the id its client gave it.</summary>
    public static string Reply(string messageId) => "i:r" + Digest.Of(messageId);

    /// <summary>A note or a whisper, by the id its client gave it.</summary>
    public static string Note(string messageId) => "i:n" + Digest.Of(messageId);

    /// <summary>An offer, by the operation that asked for an agent.</summary>
    public static string Offer(string operationId) => "i:o" + operationId;

    public static string Effect(string operationId) => "x:" + operationId;

    public static string Attempt(string operationId) => "a:" + operationId;

    /// <summary>The same at every repetition: it names the last event of the decision and the effect's place in its list.</summary>
    public static string Operation(long sequence, int index) => string.Create(CultureInfo.InvariantCulture, $"{sequence:D19}-{index:D2}");

    /// <summary>The sequence number an operation id begins with: later operations of a conversation have greater ones.</summary>
    public static long SequenceOfOperation(string operationId) => Sequence(operationId[..operationId.IndexOf('-', StringComparison.Ordinal)]);
}
