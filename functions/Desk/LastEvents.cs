using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Desk;

/// <summary>Reads the end of a conversation's log.</summary>
internal static class LastEvents
{
    /// <param name="most">What is older is left out.</param>
    public static async Task<List<StoredEvent>> ReadAsync(ConversationStore store, StoredConversation head, int most, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        for (var after = Math.Max(0, head.Version - most); ;)
        {
            var page = await store.EventsAsync(head.Key, after, ConversationStore.MaxEvents, cancellation);
            if (page.Count == 0) return events;
            events.AddRange(page);
            after = page[^1].Sequence;
        }
    }
}
