using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Leaves a mark in a conversation where something of its customer could not be read and was set aside. Whoever serves the customer sees
/// that there was more, and can ask.
/// </summary>
public sealed class GapMarker(PeopleStore people, ConversationStore conversations, IConversationPush push, TimeProvider time)
{
    /// <summary>The name of the event that is the mark.</summary>
    public const string Unreadable = "unreadable";

    /// <param name="identity">Of the sender, which is the session of the message on the queue.</param>
    /// <param name="messageId">Of the message; twice the same leaves one mark.</param>
    /// <returns>The conversation, or null where there is none: a message that would have been somebody's first leaves nothing behind.</returns>
    public async Task<ConversationKey?> MarkAsync(TenantId tenant, string identity, string messageId, CancellationToken cancellation = default)
    {
        if (await people.KnownAsync(tenant, identity, cancellation) is not { } id) return null;
        var person = await people.FindAsync(tenant, id, cancellation);
        var key = person.Conversation(tenant, person.Current);
        if (await conversations.FindAsync(key, cancellation) is not { } stored) return null;

        // A name of its own: the message itself is still new should somebody mend it and send it again.
        var mark = Digest.Of(Unreadable, messageId);
        var leg = stored.State.Leg;
        var item = new InboundItem { Kind = ItemKind.Event, Sender = leg.Sender, DedupeKey = mark, Name = Unreadable };
        var outcome = await conversations.ApplyAsync(key, new ConversationCommand.Receive(id, mark, leg, item, time.GetUtcNow()), cancellation);
        if (outcome.Changed) await push.AppendedAsync(outcome, cancellation);
        return key;
    }
}
