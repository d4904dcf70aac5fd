using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Agents;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <summary>What is looked for. Every part that is there must hold.</summary>
/// <param name="Words">In the person's name, a number, a label, or what was written; null: anything.</param>
public sealed record SearchQuery(string? Words, bool WithOpen, bool WithClosed, string? Channel, QueueId? Queue, string? Label);

/// <summary>
/// Looks through the conversations that are open or were closed of late, newest first. There is no index of words: tables have none, and one beside them would hold
/// what customers wrote a second time. So it is bounded, and says how far it looked.
/// </summary>
public sealed class ConversationSearch(ConversationStore store, HolderIndex lists, TimeProvider time)
{
    public const int MaxWords = 100;

    /// <summary>Conversations that are looked at.</summary>
    public const int MaxLooked = 2_000;

    /// <summary>Those of them whose messages are read, where the head does not say it already.</summary>
    public const int MaxRead = 300;

    /// <summary>The last of each conversation that are read.</summary>
    public const int MaxEvents = 200;

    public const int MaxHits = 100;

    /// <summary>Longer than this nobody waits for a page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private const int ReadAtOnce = 8;
    private const int ExcerptBefore = 30;
    private const int ExcerptLength = 120;

    public async Task<SearchFound> FindAsync(Agent agent, SearchQuery query, Names names, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Patience;
        var found = new SearchFound();
        HolderView[] views =
        [
            .. query.WithOpen ? [new HolderView.Open(agent.Tenant)] : Array.Empty<HolderView>(),
            .. query.WithClosed ? [new HolderView.Closed(agent.Tenant)] : Array.Empty<HolderView>(),
        ];
        foreach (var view in views) await LookAsync(view, agent, query, names, found, until, cancellation);
        return found;
    }

    private async Task LookAsync(HolderView view, Agent agent, SearchQuery query, Names names, SearchFound found, DateTimeOffset until, CancellationToken cancellation)
    {
        for (string? cursor = null; ;)
        {
            if (found.Passed >= MaxLooked || found.Hits.Count >= MaxHits || time.GetUtcNow() >= until)
            {
                found.IsWhole = false;
                return;
            }

            var page = await lists.ListAsync(view, HolderIndex.MaxLimit, cursor, cancellation);
            found.Passed += page.Items.Count;
            var seen = page.Items.Where(head => agent.MaySee(head.State, names.Policy)).ToList();

            // How many there are that the agent may not see is not told either.
            found.Looked += seen.Count;
            var fitting = seen.Where(head => Fits(head, query, names)).OrderByDescending(head => head.Summary.LastMessageAt).ToList();
            foreach (var some in fitting.Chunk(ReadAtOnce))
            {
                if (time.GetUtcNow() >= until)
                {
                    found.IsWhole = false;
                    break;
                }

                found.Hits.AddRange((await Task.WhenAll(some.Select(head => HitAsync(head, query, found, cancellation)))).OfType<FoundConversation>().Take(MaxHits - found.Hits.Count));
            }

            cursor = page.Cursor;
            if (cursor is null) return;
        }
    }

    private async Task<FoundConversation?> HitAsync(StoredConversation head, SearchQuery query, SearchFound found, CancellationToken cancellation)
    {
        if (query.Words is not { } words) return new(head, SearchPlace.Filter, null);
        if (PlaceOf(head, words) is { } place) return new(head, place, null);
        if (Holds(head.Summary.LastText, words)) return new(head, SearchPlace.Text, Excerpt(head.Summary.LastText, words));
        if (!found.MayRead(MaxRead)) return null;
        foreach (var stored in Enumerable.Reverse(await LastEvents.ReadAsync(store, head, MaxEvents, cancellation)))
        {
            if (SaidIn(stored.Event) is { } said && Holds(said, words)) return new(head, SearchPlace.Message, Excerpt(said, words));
        }

        return null;
    }

    private static bool Fits(StoredConversation head, SearchQuery query, Names names) =>
        (query.Channel is null || head.State.Leg.Account.Channel == query.Channel || head.State.Legs.Exists(leg => leg.Account.Channel == query.Channel))
        && (query.Queue is not { } queue || head.State.QueueUnder(names.Policy) == queue)
        && (query.Label is not { } label || head.State.Labels.Any(one => one.Equals(label, StringComparison.OrdinalIgnoreCase)));

    private static SearchPlace? PlaceOf(StoredConversation head, string words) => head switch
    {
        _ when Holds(head.Summary.DisplayName, words) => SearchPlace.Person,
        _ when Same(head.Key.Id.Value, words) || Same(head.State.Person.Value, words) || Same(head.State.Leg.Sender, words) => SearchPlace.Number,
        _ when head.State.Labels.Any(label => Holds(label, words)) || Holds(head.State.Topic, words) => SearchPlace.Label,
        _ => null,
    };

    /// <summary>What people wrote. A whisper is for some only, and is not looked into.</summary>
    private static string? SaidIn(ConversationEvent said) => said switch
    {
        ConversationEvent.CustomerMessage message => message.Item.Text ?? message.Item.Mail?.Subject,
        ConversationEvent.Reply reply => reply.Text,
        ConversationEvent.NoteAdded note => note.Text,
        _ => null,
    };

    private static bool Same(string value, string words) => value.Equals(words, StringComparison.OrdinalIgnoreCase);

    private static bool Holds(string? text, string words) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;

    private static string Excerpt(string text, string words)
    {
        var at = Math.Max(0, text.IndexOf(words, StringComparison.OrdinalIgnoreCase) - ExcerptBefore);

        // Half of a pair of surrogates is no text.
        if (at > 0 && char.IsLowSurrogate(text[at])) at--;
        var end = Math.Min(text.Length, at + ExcerptLength);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1])) end--;
        return $"{(at > 0 ? "…" : "")}{text[at..end]}{(end < text.Length ? "…" : "")}";
    }
}

/// <summary>Where the words were found.</summary>
public enum SearchPlace
{
    Person,
    Number,
    Label,

    /// <summary>The last message.</summary>
    Text,

    /// <summary>An earlier message, or a note.</summary>
    Message,

    /// <summary>There were no words: it is of the kind that was asked for.</summary>
    Filter,
}

/// <param name="Excerpt">The words with what stands around them; null where the head says it all.</param>
public sealed record FoundConversation(StoredConversation Head, SearchPlace Place, string? Excerpt);

/// <summary>What a search has come to so far.</summary>
public sealed class SearchFound
{
    private int read;

    public List<FoundConversation> Hits { get; } = [];

    /// <summary>Conversations that were looked at, of those that the agent may see.</summary>
    public int Looked { get; internal set; }

    /// <summary>All that were gone through.</summary>
    internal int Passed { get; set; }

    public int Read => read;

    /// <summary>False: there are conversations that were not looked at, or whose messages were not read.</summary>
    public bool IsWhole { get; internal set; } = true;

    /// <summary>Counts one more conversation whose messages are read.</summary>
    internal bool MayRead(int most)
    {
        // Several are read at once.
        if (Interlocked.Increment(ref read) <= most) return true;
        Interlocked.Decrement(ref read);
        IsWhole = false;
        return false;
    }
}
