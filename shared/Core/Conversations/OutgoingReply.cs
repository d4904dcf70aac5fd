using System.Security.Cryptography;
using System.Text;

namespace OmniFunctions.Conversations;

/// <summary>What is remembered of a reply: enough to know a repeated command, and where the reply stands.</summary>
/// <param name="Seq">The sequence number of the reply's event.</param>
/// <param name="Fingerprint">Tells the same text of the same agent from another without keeping it.</param>
/// <param name="Agent">Who wrote it; null for an automatic text.</param>
/// <param name="At">When it was sent; null in a snapshot of an older build.</param>
/// <param name="Channel">By which it left, of an agent's reply; null in a snapshot of an older build.</param>
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
    /// <summary>Settled replies kept in the snapshot.</summary>
    public const int Remembered = 32;

    /// <summary>Replies that may be on their way at once.</summary>
    public const int MaxPending = 100;

    private const int FingerprintBytes = 16;

    /// <summary>The id is hashed along, so that equal short texts ("yes") do not show as equal.</summary>
    public static string FingerprintOf(string messageId, AgentId agent, string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId + "\n" + agent.Value + "\n" + text)).AsSpan(0, FingerprintBytes));
}
