using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Json;

namespace OmniFunctions.Conversations;

/// <summary>What is remembered of a reply: enough to know a repeated command, and where the reply stands.</summary>
/// <param name="Seq">The sequence number of the reply's event.</param>
/// <param name="Fingerprint">Tells the same text of the same agent from another without keeping it.</param>
/// <param name="Agent">Who wrote it; null for an automatic text.</param>
/// <param name="At">When it was sent; null in a snapshot of an older build.</param>
/// <param name="Channel">By which it left; null in a snapshot of an older build.</param>
public sealed record OutgoingReply(
    string MessageId,
    long Seq,
    string Fingerprint,
    DeliveryStatus Status,
    AgentId? Agent = null,
    DateTimeOffset? At = null,
    DateTimeOffset? RecalledAt = null,
    string? Channel = null)
{
    /// <summary>What the platform calls it: by this, on its channel, a receipt names it. Null where the channel gives no receipts.</summary>
    public string? PlatformMessageId { get; init; }

    /// <summary>The furthest it came, as far as the platform has said.</summary>
    public ReceiptState? Receipt { get; init; }

    /// <summary>When a receipt should be here; null when one is, when there are none, or when that time has passed.</summary>
    public DateTimeOffset? ConfirmBy { get; init; }

    /// <summary>It was sent, and no receipt came in time.</summary>
    public bool? IsUnconfirmed { get; init; }

    /// <summary>The platform has said that it has taken it back; null where it was not asked, or has not.</summary>
    public bool? IsTakenBack { get; init; }

    /// <summary>It takes nothing of the platform's budget, since it did not get there or the platform counts no refusals; null where it does.</summary>
    public bool? IsUncounted { get; init; }

    /// <summary>Settled replies kept in the snapshot.</summary>
    public const int Remembered = 32;

    /// <summary>Replies that may be on their way at once.</summary>
    public const int MaxPending = 100;

    private const int FingerprintBytes = 16;

    public static string FingerprintOf(ConversationEvent.Reply reply) => FingerprintOf(reply.MessageId, reply.Agent, reply.Text, reply.Content);

    public static string FingerprintOf(ConversationCommand.SendReply reply) => FingerprintOf(reply.MessageId, reply.Agent, reply.Text, reply.Content);

    /// <summary>The id is hashed along, so that equal short texts ("yes") do not show as equal.</summary>
    public static string FingerprintOf(string messageId, AgentId agent, string text, OutgoingContent? content = null)
    {
        var said = content is null ? text : text + "\n" + JsonSerializer.Serialize(content, CoreJson.Instance.OutgoingContent);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId + "\n" + agent.Value + "\n" + said)).AsSpan(0, FingerprintBytes));
    }
}
