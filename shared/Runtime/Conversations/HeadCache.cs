using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Heads that were read or written a moment ago, unsealed and parsed. Each is good for the version it has and no other, so that one that somebody else has
/// changed is never taken for what is stored.
/// </summary>
internal sealed class HeadCache
{
    private const int MaxPerGeneration = 4_096;

    private readonly Recent<ConversationKey, StoredConversation> heads = new(MaxPerGeneration);

    /// <returns>Null when it is not known as of this version.</returns>
    public StoredConversation? Find(ConversationKey key, Azure.ETag version) => heads.TryFind(key, out var head) && head.ETag == version ? head : null;

    public StoredConversation Keep(StoredConversation head)
    {
        heads.Keep(head.Key, head);
        return head;
    }
}
