using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniFunctions.Conversations;

/// <summary>
/// What the events of a conversation add up to. Kept beside the log as a snapshot; holds ids and times, never anything a customer wrote.
/// </summary>
/// <param name="Version">The sequence number of the last event; events are numbered 1, 2, 3 ... without gaps.</param>
/// <param name="MissedOffers">Agents who let the offer pass or declined it in this round.</param>
/// <param name="Outgoing">
/// Replies by sequence number: every pending one and the last <see cref="OutgoingReply.Remembered"/>. A message id older than that is
/// not recognised here any more.
/// </param>
public sealed record ConversationState(
    TenantId Tenant,
    ConversationId Id,
    PersonId Person,
    long Version,
    Phase Phase,
    Leg Leg,
    string PolicyVersion,
    DateTimeOffset OpenedAt,
    ReplyClock FirstResponse,
    DateTimeOffset LastCustomerMessageAt,
    ImmutableHashSet<AgentId> MissedOffers,
    ImmutableList<OutgoingReply> Outgoing)
{
    /// <summary>The agent who holds it now, offered or serving.</summary>
    [JsonIgnore]
    public AgentId? Holder => Phase switch
    {
        Phase.Offered offered => offered.Agent,
        Phase.Serving serving => serving.Agent,
        _ => null,
    };

    /// <summary>The reply of this id, while it is remembered.</summary>
    public OutgoingReply? Reply(string messageId) => Outgoing.Find(reply => reply.MessageId == messageId);
}
