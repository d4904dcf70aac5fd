using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Customers;

/// <param name="Current">The number of the conversation that a message goes to, unless that one turns out to have ended.</param>
/// <param name="Recent">Ended ones, oldest first.</param>
public sealed record Person(PersonId Id, int Current, IReadOnlyList<EndedConversation> Recent)
{
    internal const int FirstOrdinal = 1;

    public ConversationKey Conversation(TenantId tenant, int ordinal) => new(tenant, ConversationId.Of(Id, ordinal));
}

public sealed record EndedConversation(int Ordinal, DateTimeOffset EndedAt);
