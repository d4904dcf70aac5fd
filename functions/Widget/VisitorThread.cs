using OmniFunctions.Access;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Widget;

/// <summary>A visitor's conversations as one thread, as far as they took place on the visitor's own account.</summary>
public sealed class VisitorThread(PeopleStore people, ConversationStore store, NamesReader namesOf)
{
    private const int MaxEventsPerRead = 200;

    /// <summary>Earlier conversations that a page without a cursor is shown.</summary>
    private const int EarlierConversations = 2;

    public async Task<WidgetMessages> ReadAsync(Visitor visitor, ThreadCursor after, CancellationToken cancellationToken)
    {
        var account = visitor.Account.Key;
        var names = await namesOf.ReadAsync(account.Tenant, cancellationToken);
        var id = await people.PersonOfAsync(account, visitor.Id, cancellationToken);
        var person = await people.FindAsync(account.Tenant, id, cancellationToken);
        if (after == ThreadCursor.Start) after = new ThreadCursor(Math.Max(1, person.Current - EarlierConversations), 0);

        var items = new List<WidgetMessage>();
        var cursor = after;
        for (var ordinal = after.Ordinal; ordinal <= person.Current && items.Count < MaxEventsPerRead; ordinal++)
        {
            var seq = ordinal == after.Ordinal ? after.Seq : 0;
            var events = await store.EventsAsync(person.Conversation(account.Tenant, ordinal), seq, MaxEventsPerRead, cancellationToken);
            items.AddRange(events.Select(stored => Message(ordinal, stored, visitor, names)).OfType<WidgetMessage>());
            if (events.Count > 0) cursor = new ThreadCursor(ordinal, events[^1].Sequence);
            if (events.Count == MaxEventsPerRead) break;
        }

        var current = await store.FindAsync(person.Conversation(account.Tenant, person.Current), cancellationToken);
        return new WidgetMessages(items, cursor.ToString(), State(current?.State, names));
    }

    private static WidgetMessage? Message(int ordinal, StoredEvent stored, Visitor visitor, Names names)
    {
        var cursor = new ThreadCursor(ordinal, stored.Sequence).ToString();
        return stored.Event switch
        {
            ConversationEvent.CustomerMessage { Item.Kind: not ItemKind.Event } said when IsOf(visitor, said.Leg) =>
                new(cursor, said.ReceivedAt, "customer", said.Item.MessageId ?? said.MessageKey, said.Item.Text ?? "", null),
            ConversationEvent.Reply reply when IsOf(visitor, reply.Leg) =>
                new(cursor, reply.At, "agent", reply.MessageId, reply.Text, names.Of(reply.Agent).Name),
            _ => null,
        };
    }

    private static bool IsOf(Visitor visitor, Leg leg) => leg.Account == visitor.Account.Key && leg.Sender == visitor.Id;

    private static WidgetState State(ConversationState? state, Names names) => state?.Phase switch
    {
        null or Phase.Ended => new("none", null),
        Phase.Serving serving => new("serving", names.Of(serving.Agent).Name),
        // Who was asked but has not answered is nothing the customer should count on.
        var phase => new(SummaryMapping.PhaseName(phase), null),
    };
}
