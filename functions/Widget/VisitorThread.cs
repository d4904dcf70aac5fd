using Microsoft.DurableTask.Client;
using OmniFunctions.Access;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Widget;

/// <summary>A visitor's conversations as one thread, as far as they took place on the visitor's own account.</summary>
public sealed class VisitorThread(VisitorConversation current, ConversationStore store, VisitorStates states, NamesReader namesOf, FileLinks links)
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
        if (after == ThreadCursor.Start) after = new ThreadCursor(Math.Max(1, person.Current - EarlierConversations), 0);

        var items = new List<WidgetMessage>();
        var cursor = after;
        for (var ordinal = after.Ordinal; ordinal <= person.Current && items.Count < MaxEventsPerRead; ordinal++)
        {
            var begin = ordinal == after.Ordinal ? after : new ThreadCursor(ordinal, 0);
            var key = person.Conversation(account.Tenant, ordinal);
            var events = await store.EventsAsync(key, begin.Seq, MaxEventsPerRead, cancellationToken);
            items.AddRange(events.Select(stored => Message(begin with { Seq = stored.Sequence }, stored, visitor, names)).OfType<WidgetMessage>());
            if (events.Count > 0) cursor = begin with { Seq = events[^1].Sequence };
            if (events.Count == MaxEventsPerRead) break;
            if (ordinal == person.Current) cursor = await ReadBeyondAsync(visitor, key, cursor.Ordinal == ordinal ? cursor : begin, items, names, cancellationToken);
        }

        return new WidgetMessages(items, cursor.ToString(), await states.OfAsync(await current.FindAsync(visitor, cancellationToken), names, durable, cancellationToken));
    }

    /// <summary>What is said where the conversation goes on: only that on the visitor's own account, as everywhere.</summary>
    private async Task<ThreadCursor> ReadBeyondAsync(
        Visitor visitor, ConversationKey key, ThreadCursor begin, List<WidgetMessage> items, Names names, CancellationToken cancellation)
    {
        if ((await store.FindAsync(key, cancellation))?.State.Phase is not Phase.Merged merged) return begin;
        var events = await store.EventsAsync(key with { Id = merged.Into }, begin.Beyond, MaxEventsPerRead, cancellation);
        items.AddRange(events.Select(stored => Message(begin with { Beyond = stored.Sequence }, stored, visitor, names)).OfType<WidgetMessage>());
        return events.Count > 0 ? begin with { Beyond = events[^1].Sequence } : begin;
    }

    private WidgetMessage? Message(ThreadCursor at, StoredEvent stored, Visitor visitor, Names names) => stored.Event switch
    {
        ConversationEvent.CustomerMessage { Item.Kind: not ItemKind.Event } said when IsOf(visitor, said.Leg) =>
            new(at.ToString(), said.ReceivedAt, "customer", said.Item.MessageId ?? said.MessageKey, said.Item.Text ?? "", null)
            {
                File = said.Item.Media is { StoredAs: { } own } media ? FileOf(visitor, own, media.FileName ?? "", media.Mime ?? "", media.SizeBytes) : null,
            },
        ConversationEvent.Reply reply when IsOf(visitor, reply.Leg) =>
            new(at.ToString(), reply.At, "agent", reply.MessageId, reply.Text, names.Of(reply.Agent).Name)
            {
                Mark = MarkOf(reply.Provenance),
                Content = reply.Content is OutgoingContent.Attachment ? null : reply.Content,
                File = reply.Content is OutgoingContent.Attachment { File: { StoredAs: { } sent } file } ? FileOf(visitor, sent, file.Name, file.Mime, file.SizeBytes) : null,
            },
        ConversationEvent.Announced told when IsOf(visitor, told.Leg) => new(at.ToString(), told.At, "system", told.MessageId, told.Text, null) { Mark = MarkOf(told.Provenance) },
        ConversationEvent.BotAnswered answer when IsOf(visitor, answer.Leg) => new(at.ToString(), answer.At, "system", answer.MessageId, answer.Text, null) { Mark = MarkOf(answer.Provenance) },
        // The page has the message already, or a later page shows it: it is told by its id.
        ConversationEvent.Recalled recalled => new(at.ToString(), recalled.At, "agent", recalled.MessageId, "", null) { Recalled = true },
        _ => null,
    };

    private WidgetFile FileOf(Visitor visitor, string id, string name, string mime, long? sizeBytes) =>
        new(name, mime, sizeBytes, links.Path(visitor.Account.Key.Tenant, id, FileLinks.ForPages));

    private static string? MarkOf(Provenance provenance) => provenance.IsOfAPerson() ? null : "machine";

    private static bool IsOf(Visitor visitor, Leg leg) => leg.Account == visitor.Account.Key && leg.Sender == visitor.Id;
}
