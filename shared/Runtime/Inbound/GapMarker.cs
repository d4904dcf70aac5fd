using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>
/// Leaves a mark in a conversation where something of its customer could not be read or taken in and was set aside. Whoever serves the
/// customer sees that there was more, and can ask.
/// </summary>
public sealed class GapMarker(PeopleStore people, ConversationStore conversations, IConversationPush push, TimeProvider time)
{
    /// <summary>The name of the event that is the mark.</summary>
    public const string Unreadable = "unreadable";

    /// <summary>Conversations that may go on in one another before the one is found that is served.</summary>
    private const int MaxSteps = 8;

    /// <param name="identity">Of the sender, which is the session of the message on the queue.</param>
    /// <param name="messageId">Of the message; twice the same leaves one mark.</param>
    /// <returns>
    /// The conversation, or null where there is none: a message that would have been somebody's first leaves nothing behind. Nothing is left
    /// either where the message itself was taken in, and only what was to follow failed.
    /// </returns>
    public async Task<ConversationKey?> MarkAsync(TenantId tenant, string identity, string messageId, CancellationToken cancellation = default)
    {
        if (await people.KnownAsync(tenant, identity, cancellation) is not { } id) return null;
        var person = await people.FindAsync(tenant, id, cancellation);
        foreach (var ended in person.Recent)
            if (await conversations.HasMessageAsync(person.Conversation(tenant, ended.Ordinal), messageId, cancellation)) return null;

        var key = person.Conversation(tenant, person.Current);
        for (var step = 0; step < MaxSteps; step++)
        {
            if (await conversations.FindAsync(key, cancellation) is not { } stored || await conversations.HasMessageAsync(key, messageId, cancellation)) return null;
            var outcome = await conversations.ApplyAsync(key, Mark(id, messageId, stored.State.Leg), cancellation);
            if (outcome.Before?.State.Phase is Phase.Merged merged)
            {
                key = new ConversationKey(tenant, merged.Into);
                continue;
            }

            if (outcome.Changed) await push.AppendedAsync(outcome, cancellation);
            return key;
        }

        throw new InvalidOperationException($"{MaxSteps} conversations in a row went on elsewhere.");
    }

    /// <summary>Under a name of its own: the message itself is still new should somebody mend it and send it again.</summary>
    private ConversationCommand.Receive Mark(PersonId person, string messageId, Leg leg)
    {
        var mark = Digest.Of(Unreadable, messageId);
        var item = new InboundItem { Kind = ItemKind.Event, Sender = leg.Sender, DedupeKey = mark, Name = Unreadable };
        return new ConversationCommand.Receive(person, mark, leg, item, time.GetUtcNow());
    }
}
