using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Customers;

/// <param name="Current">The number of the conversation that a message goes to, unless that one turns out to have ended.</param>
/// <param name="Recent">Ended ones, oldest first.</param>
public sealed record Person(PersonId Id, int Current, IReadOnlyList<EndedConversation> Recent)
{
    internal const int FirstOrdinal = 1;

    /// <summary>Who served them in the conversation before the current one.</summary>
    public AgentId? LastAgent => Recent.Count > 0 ? Recent[^1].LastAgent : null;

    public ConversationKey Conversation(TenantId tenant, int ordinal) => new(tenant, ConversationId.Of(Id, ordinal));
}

/// <param name="LastAgent">Who served the person there last; null where nobody did, and as an older build wrote it.</param>
public sealed record EndedConversation(int Ordinal, DateTimeOffset EndedAt, AgentId? LastAgent = null);
