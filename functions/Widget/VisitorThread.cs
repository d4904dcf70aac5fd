using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Widget;

/// <summary>A visitor's conversations as one thread, as far as they took place on the visitor's own account.</summary>
public sealed class VisitorThread(VisitorConversation current, ConversationStore store, VisitorStates states, NamesReader namesOf, FileLinks links, IdentityStore identities)
{
    private const int MaxEventsPerRead = 200;

    /// <summary>Earlier conversations that a page without a cursor is shown.</summary>
    private const int EarlierConversations = 2;

    /// <remarks>A visitor who only looks makes no person: opening the page is no conversation.</remarks>
    public async Task<WidgetMessages> ReadAsync(Visitor visitor, ThreadCursor after, DurableTaskClient durable, CancellationToken cancellationToken)
    {
        var account = visitor.Account.Key;
        if (await current.PersonAsync(visitor, cancellationToken) is not { } person) return new WidgetMessages([], after.ToString(), WidgetState.None);
        var names = await namesOf.ReadAsync(account.Tenant, cancellationToken);
        var own = await OwnAsync(visitor, person, cancellationToken);
        if (after == ThreadCursor.Start) after = new ThreadCursor(Math.Max(1, person.Current - EarlierConversations), 0);

        var items = new List<WidgetMessage>();
        var cursor = after;
        for (var ordinal = after.Ordinal; ordinal <= person.Current && items.Count < MaxEventsPerRead; ordinal++)
        {
            var begin = ordinal == after.Ordinal ? after : new ThreadCursor(ordinal, 0);
            var key = person.Conversation(account.Tenant, ordinal);
            var events = await store.EventsAsync(key, begin.Seq, MaxEventsPerRead, cancellationToken);
            items.AddRange(events.Select(stored => Message(begin with { Seq = stored.Sequence }, stored, own, names)).OfType<WidgetMessage>());
            if (events.Count > 0) cursor = begin with { Seq = events[^1].Sequence };
            if (events.Count == MaxEventsPerRead) break;
            if (ordinal == person.Current) cursor = await ReadBeyondAsync(own, key, cursor.Ordinal == ordinal ? cursor : begin, items, names, cancellationToken);
        }

        return new WidgetMessages(items, cursor.ToString(), await states.OfAsync(await current.FindAsync(visitor, cancellationToken), names, durable, cancellationToken));
    }

    /// <summary>What is said where the conversation goes on: only that on the visitor's own account, as everywhere.</summary>
    private async Task<ThreadCursor> ReadBeyondAsync(
        OwnLegs own, ConversationKey key, ThreadCursor begin, List<WidgetMessage> items, Names names, CancellationToken cancellation)
    {
        if ((await store.FindAsync(key, cancellation))?.State.Phase is not Phase.Merged merged) return begin;
        var events = await store.EventsAsync(key with { Id = merged.Into }, begin.Beyond, MaxEventsPerRead, cancellation);
        items.AddRange(events.Select(stored => Message(begin with { Beyond = stored.Sequence }, stored, own, names)).OfType<WidgetMessage>());
        return events.Count > 0 ? begin with { Beyond = events[^1].Sequence } : begin;
    }

    private WidgetMessage? Message(ThreadCursor at, StoredEvent stored, OwnLegs own, Names names) => stored.Event switch
    {
        ConversationEvent.CustomerMessage { Item.Kind: not ItemKind.Event } said when own.Has(said.Leg) =>
            new(at.ToString(), said.ReceivedAt, "customer", said.Item.MessageId ?? said.MessageKey, said.Item.Text ?? "", null)
            {
                File = said.Item.Media is { StoredAs: { } kept } media ? FileOf(own, kept, media.FileName ?? "", media.Mime ?? "", media.SizeBytes) : null,
                About = said.Item.Link is { Title: { } title } link ? new WidgetAbout(title, link.Url, link.Description) : null,
            },
        ConversationEvent.Reply reply when own.Has(reply.Leg) =>
            new(at.ToString(), reply.At, "agent", reply.MessageId, reply.Text, names.Of(reply.Agent).Name)
            {
                Mark = MarkOf(reply.Provenance),
                Content = reply.Content is OutgoingContent.Attachment ? null : reply.Content,
                File = reply.Content is OutgoingContent.Attachment { File: { StoredAs: { } sent } file } ? FileOf(own, sent, file.Name, file.Mime, file.SizeBytes) : null,
            },
        ConversationEvent.Announced told when own.Has(told.Leg) => new(at.ToString(), told.At, "system", told.MessageId, told.Text, null) { Mark = MarkOf(told.Provenance) },
        ConversationEvent.BotAnswered answer when own.Has(answer.Leg) => new(at.ToString(), answer.At, "system", answer.MessageId, answer.Text, null) { Mark = MarkOf(answer.Provenance) },
        // The page has the message already, or a later page shows it: it is told by its id.
        ConversationEvent.Recalled recalled => new(at.ToString(), recalled.At, "agent", recalled.MessageId, "", null) { Recalled = true },
        _ => null,
    };

    /// <summary>How much there is to see for a visitor who has seen all up to a cursor, and whether anything more may come.</summary>
    public async Task<(int Unread, bool IsOpen)> UnreadAsync(Visitor visitor, ThreadCursor seen, CancellationToken cancellation)
    {
        var tenant = visitor.Account.Key.Tenant;
        if (await current.PersonAsync(visitor, cancellation) is not { } person) return (0, false);
        var own = await OwnAsync(visitor, person, cancellation);
        var begin = seen.Ordinal == person.Current ? seen : new ThreadCursor(person.Current, 0);
        var key = person.Conversation(tenant, person.Current);
        var events = await store.EventsAsync(key, begin.Seq, MaxEventsPerRead, cancellation);
        var unread = events.Count(stored => IsToThem(stored.Event, own));
        var head = await store.FindAsync(key, cancellation);
        if (head?.State.Phase is Phase.Merged merged)
        {
            var beyond = await store.EventsAsync(key with { Id = merged.Into }, begin.Beyond, MaxEventsPerRead, cancellation);
            unread += beyond.Count(stored => IsToThem(stored.Event, own));
            head = await current.FindAsync(visitor, cancellation);
        }

        return (unread, head?.State.Phase.IsOpen() == true);
    }

    private static bool IsToThem(ConversationEvent what, OwnLegs own) => what switch
    {
        ConversationEvent.Reply reply => own.Has(reply.Leg),
        ConversationEvent.Announced told => own.Has(told.Leg),
        ConversationEvent.BotAnswered answer => own.Has(answer.Leg),
        _ => false,
    };

    /// <summary>
    /// A guest has what they wrote themselves. A user of the shop's has what they wrote on any device, and what they wrote as a guest before they signed in:
    /// where the shop's signature joined the two. What an agent has put down to one person is for agents alone; it may be a mistake.
    /// </summary>
    private async Task<OwnLegs> OwnAsync(Visitor visitor, Person person, CancellationToken cancellation)
    {
        var account = visitor.Account.Key;
        if (!IdentityProof.IsProved(visitor.Id)) return new OwnLegs(account, [visitor.Id]);
        var known = await identities.OfAsync(account.Tenant, person.Id, cancellation);
        var isProved = known.FirstOrDefault(identity => identity.Account == account && identity.Sender == visitor.Id) is { } self && IsProved(self);
        return new OwnLegs(account, [visitor.Id, .. isProved ? known.Where(identity => identity.Account == account && IsProved(identity)).Select(identity => identity.Sender) : []]);
    }

    private static bool IsProved(Identity identity) => identity.Changes.Count == 0 || identity.Changes[^1].By is null;

    private WidgetFile FileOf(OwnLegs own, string id, string name, string mime, long? sizeBytes) =>
        new(name, mime, sizeBytes, links.Path(own.Account.Tenant, id, FileLinks.ForPages));

    private static string? MarkOf(Provenance provenance) => provenance.IsOfAPerson() ? null : "machine";

    private sealed record OwnLegs(AccountKey Account, IReadOnlyCollection<string> Senders)
    {
        public bool Has(Leg leg) => leg.Account == Account && Senders.Contains(leg.Sender);
    }
}
