using System.Collections.Concurrent;
using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Heads that were read or written a moment ago, unsealed and parsed. Each is good for the version it has and no other, so that one that somebody else has
/// changed is never taken for what is stored. Those that nobody asks for are forgotten.
/// </summary>
internal sealed class HeadCache
{
    /// <summary>Of a generation; there are two, and the older one is given up when the younger is full.</summary>
    private const int MaxPerGeneration = 4_096;

    private ConcurrentDictionary<ConversationKey, StoredConversation> young = new();
    private ConcurrentDictionary<ConversationKey, StoredConversation> old = new();

    /// <returns>Null when it is not known as of this version.</returns>
    public StoredConversation? Find(ConversationKey key, Azure.ETag version)
    {
        if (young.TryGetValue(key, out var head)) return head.ETag == version ? head : null;
        if (!old.TryGetValue(key, out head) || head.ETag != version) return null;
        Keep(head);
        return head;
    }

    public StoredConversation Keep(StoredConversation head)
    {
        if (young.Count >= MaxPerGeneration) (old, young) = (young, new());
        young[head.Key] = head;
        return head;
    }
}
