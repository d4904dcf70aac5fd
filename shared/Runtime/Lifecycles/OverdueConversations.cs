using System.Collections.Concurrent;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Lifecycles;

/// <summary>
/// Finds conversations that their lifecycle should have looked at and did not: a lost ring, a lost timer, a crash between the log and
/// the bell. Closed ones are among them: their agent may still be engaged, and they have yet to end. Each search looks at one page and goes
/// on where the last one stopped.
/// </summary>
public sealed class OverdueConversations(HolderIndex index, TimeProvider time)
{
    /// <summary>Conversations looked at in one search.</summary>
    public const int MaxPerSearch = 5_000;

    /// <summary>How late is still no reason to worry. A lost ring costs this and the time until the next search.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    // In memory only: after a restart the search begins anew, and two at once merely look at the same page.
    private readonly ConcurrentDictionary<TenantId, string?> cursors = new();

    public async Task<IReadOnlyList<ConversationKey>> FindAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var overdue = new List<ConversationKey>();
        var cursor = cursors.GetValueOrDefault(tenant);
        for (var seen = 0; seen < MaxPerSearch;)
        {
            var page = await index.ListAsync(new HolderView.Living(tenant), HolderIndex.MaxLimit, cursor, cancellation);
            overdue.AddRange(page.Items.Where(IsOverdue).Select(conversation => conversation.Key));
            seen += page.Items.Count;
            cursor = page.Cursor;
            if (cursor is null) break;
        }

        cursors[tenant] = cursor;
        return overdue;
    }

    private bool IsOverdue(StoredConversation conversation)
    {
        var worryingSince = time.GetUtcNow() - Grace;
        var behind = conversation.Progress.Advanced < conversation.Version || conversation.Progress.Published < conversation.Version;
        return (behind && conversation.ChangedAt < worryingSince) || conversation.NextDue < worryingSince;
    }
}
