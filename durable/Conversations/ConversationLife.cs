using OmniFunctions.Conversations;

namespace OmniFunctions.Durable.Conversations;

/// <summary>What a conversation's lifecycle carries from one generation of its history to the next.</summary>
/// <param name="Performed">Operation ids of effects that were performed and are not yet reported.</param>
public sealed record ConversationLife(ConversationKey Key, IReadOnlyList<string> Performed)
{
    public static ConversationLife Begin(ConversationKey key) => new(key, []);
}
