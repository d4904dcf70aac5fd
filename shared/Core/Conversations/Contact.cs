using System.Collections.Immutable;
using OmniFunctions.Channels;

namespace OmniFunctions.Conversations;

/// <summary>What the customer last did on one way to them. What may be answered there, and until when, follows from it and the channel's rules.</summary>
public sealed record Contact(Leg Leg, ImmutableList<Opening> Openings)
{
    public const int MaxOpenings = 4;

    /// <summary>When the customer wrote the last of what came by it, as the platform says; null where it does not, and in a snapshot of an older build.</summary>
    public DateTimeOffset? LatestWrittenAt { get; init; }

    /// <summary>The customer said something, which counts for all they did before; or did something, which counts beside it.</summary>
    internal static ImmutableList<Contact> After(ImmutableList<Contact> contacts, ConversationEvent.CustomerMessage message, long seq)
    {
        if (!message.Item.Speaks && message.Item is not { Kind: ItemKind.Event, Name: not null })
        {
            return contacts;
        }

        // A menu click says something, and the platform allows no more after it than after anything else that was only done.
        var isMessage = message.Item.Speaks && !HasSmallWindow(message);
        var before = contacts.Find(contact => contact.Leg == message.Leg);
        var opening = new Opening(isMessage ? null : message.Item.Name, seq, Earlier(message.Item.SentAt, message.ReceivedAt), Sent: 0);
        var openings = (isMessage, before) switch
        {
            // What was overtaken on its way says nothing new: the window and the budget of what is later stay.
            (true, { Openings: [{ Event: null } known, ..] }) when known.At > opening.At => before.Openings,
            (true, _) or (_, null) => [opening],
            _ => before.Openings.RemoveAll(other => other.Event == opening.Event).Add(opening),
        };
        if (openings.Count > MaxOpenings)
        {
            // Of things done the oldest goes first; what was said stays.
            openings = openings.RemoveAt(openings[0].Event is null ? 1 : 0);
        }

        var after = contacts.RemoveAll(contact => contact.Leg == message.Leg).Add(new Contact(message.Leg, openings) { LatestWrittenAt = Later(before?.LatestWrittenAt, message) });
        return after.Count > ConversationState.MaxLegs ? after.RemoveAt(0) : after;
    }

    private static DateTimeOffset? Later(DateTimeOffset? known, ConversationEvent.CustomerMessage message) =>
        message.Item.Speaks && DisplayOrder.WrittenAt(message.Item, message.ReceivedAt) is { } written && !(written < known) ? written : known;

    private static bool HasSmallWindow(ConversationEvent.CustomerMessage message) =>
        message.Item.Name is { } name
        && ChannelCatalogue.Find(message.Leg.Account.Channel) is { } channel
        && channel.Capabilities.EventWindows.Any(window => window.Name == name);

    /// <summary>One more message of ours left on that way.</summary>
    internal static ImmutableList<Contact> Answered(ImmutableList<Contact> contacts, Leg leg) => contacts.ConvertAll(contact => contact.Leg == leg
        ? contact with { Openings = contact.Openings.ConvertAll(opening => opening with { Sent = opening.Sent + 1 }) }
        : contact);

    /// <summary>
    /// One that had been counted is not any more, or is again. It counts in the windows that were open when it was said, and not in those that the customer has
    /// opened since. Where two accounts of one channel were used nobody knows which of them it was: then it stays as it is.
    /// </summary>
    /// <param name="seq">Of the message in the log.</param>
    internal static ImmutableList<Contact> Recounted(ImmutableList<Contact> contacts, string? channel, long seq, int by)
    {
        var meant = contacts.FindAll(contact => contact.Leg.Account.Channel == channel);
        return meant is not [var only] ? contacts : contacts.Replace(only, only with
        {
            Openings = only.Openings.ConvertAll(opening => opening.Seq < seq ? opening with { Sent = Math.Max(0, opening.Sent + by) } : opening),
        });
    }

    /// <summary>A platform counts from its own time; one that is ahead of ours gives no longer window than it should.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset? sentAt, DateTimeOffset receivedAt) => sentAt < receivedAt ? sentAt.Value : receivedAt;
}

/// <summary>Something a customer did that may be answered.</summary>
/// <param name="Event">What they did; null where they said something.</param>
/// <param name="Seq">Of it in the log.</param>
/// <param name="Sent">Messages of ours since.</param>
public sealed record Opening(string? Event, long Seq, DateTimeOffset At, int Sent);

/// <summary>A receipt that came before the platform's answer to the send was written down.</summary>
public sealed record EarlyReceipt(string Channel, string MessageId, ReceiptState State, DateTimeOffset? SaidAt, string? ErrorCode)
{
    public const int Remembered = 16;
}
