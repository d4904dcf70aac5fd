using Microsoft.Extensions.Logging;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Attachments;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Customers;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Outbound;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Inbound;

/// <summary>Takes envelopes from the queue into the conversations they belong to. Twice the same envelope is once.</summary>
public sealed class Intake(
    InboundMessages inbound,
    IdentityStore identities,
    ProfileStore profiles,
    PeopleStore people,
    ConversationStore conversations,
    Merges merges,
    Gathering gathering,
    IConversationPush push,
    MediaFetches media,
    AtOnce atOnce,
    ILogger<Intake> logger)
{
    /// <summary>Conversations that may turn out to have ended, or to go on in another one, before the right one is found.</summary>
    private const int MaxSteps = 8;

    /// <summary>Times that an identity is put down to somebody else while one of its messages is taken in.</summary>
    private const int MaxLooks = 4;

    /// <summary>From asking whose an identity is to the end of the work done with the answer.</summary>
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(1);

    /// <param name="messageId">The broker's id of it, by which it is known as a repetition.</param>
    /// <exception cref="Sealing.SealBrokenException">It was not put there by the door.</exception>
    public async Task<IntakeOutcome> HandleAsync(string messageId, BinaryData body, CancellationToken cancellation = default)
    {
        CrashPoint.Pass(CrashPoint.Received);
        var envelope = inbound.Open(messageId, body);
        await media.BeginAsync(messageId, envelope.Account, envelope.Item, cancellation);
        (PersonId Person, ConversationKey Conversation)? keptOut = null;
        for (var look = 0; look < MaxLooks; look++)
        {
            var known = await identities.IdentifyAsync(envelope.Account, envelope.Item.Sender, cancellation);

            // Whoever kept it out took it for somebody else's, and it is this person's after all.
            if (keptOut is { } wrongly && wrongly.Person == known.Person) await conversations.LetInAsync(wrongly.Conversation, messageId, cancellation);
            var (outcome, at) = await PlaceAsync(messageId, envelope, known, cancellation);
            if (outcome is not null) return outcome;
            keptOut = (known.Person, at!.Value);
        }

        throw new InvalidOperationException($"The identity was put down to somebody else {MaxLooks} times meanwhile.");
    }

    /// <returns>What became of it, or the conversation that it was kept out of: then the identity is somebody else's by now.</returns>
    private async Task<(IntakeOutcome? Outcome, ConversationKey? KeptOutOf)> PlaceAsync(string messageId, Envelope envelope, Identified known, CancellationToken cancellation)
    {
        var (account, item, receivedAt) = envelope;
        var id = known.Person;
        var person = await people.FindAsync(account.Tenant, id, cancellation);
        if (await OfEndedAsync(account.Tenant, person, messageId, cancellation) is { } over)
        {
            await CompareAsync(over, account, messageId, item, cancellation);
            return (IntakeOutcome.Dropped, null);
        }

        foreach (var former in known.Former)
        {
            // It came before the identity was put down to this person, and its bearer fell over before it could say so.
            if (await IsOfFormerAsync(account.Tenant, former, messageId, receivedAt, cancellation) is { } taken) return (new IntakeOutcome(taken, Wake.Start), null);
        }

        var facts = await profiles.FindAsync(account.Tenant, id, cancellation);
        var key = person.Conversation(account.Tenant, person.Current);
        ConversationId? via = null;
        for (var step = 0; step < MaxSteps; step++)
        {
            var command = new ConversationCommand.Receive(id, messageId, new Leg(account, item.Sender, item.Conversation), item, receivedAt, facts, person.LastAgent, via);
            var outcome = await conversations.ApplyAsync(key, command, cancellation);
            CrashPoint.Pass(CrashPoint.Appended);
            var standing = outcome.Refusal is null ? MessageStanding.Unknown : await conversations.StandingAsync(key, messageId, cancellation);
            if (outcome.KeptOut || standing is MessageStanding.KeptOut) return (null, key);
            if (standing is MessageStanding.Received) await CompareAsync(key, account, messageId, item, cancellation);
            switch (outcome)
            {
                case { Refusal: Refusal.ConversationEnded }:
                    if (standing is MessageStanding.Received) return (IntakeOutcome.Dropped, null);
                    var endedAt = outcome.Before?.State.Phase is Phase.Ended ended ? ended.At : receivedAt;
                    person = await people.ConversationEndedAsync(account.Tenant, id, person.Current, endedAt, outcome.Before?.State.LastAgent, cancellation);
                    (via, key) = (null, person.Conversation(account.Tenant, person.Current));
                    break;
                case { Refusal: Refusal.AlreadyMerged, Before.State.Phase: Phase.Merged merged }:
                    if (standing is MessageStanding.Received) return (new IntakeOutcome(key, Wake.Start), null);
                    (via, key) = (key.Id, key with { Id = merged.Into });
                    break;
                case { Refusal: Refusal.NotMerged } when via is { } before:
                    // Not joined yet, or separated in between. The first is made good, the second leads back to where it was for.
                    if (standing is MessageStanding.Received) return (new IntakeOutcome(key, Wake.Start), null);
                    await merges.JoinAsync(key with { Id = before }, key.Id, cancellation);
                    (via, key) = (null, key with { Id = before });
                    break;
                default:
                    return (await TellAsync(key, command, outcome, cancellation), null);
            }
        }

        throw new InvalidOperationException($"{MaxSteps} conversations in a row had ended or went on elsewhere.");
    }

    private async Task<ConversationKey?> OfEndedAsync(TenantId tenant, Person person, string messageId, CancellationToken cancellation)
    {
        var ended = person.Recent.Select(one => person.Conversation(tenant, one.Ordinal)).ToList();
        var known = await Task.WhenAll(ended.Select(key => conversations.HasMessageAsync(key, messageId, cancellation)));
        return Array.IndexOf(known, true) is var at and >= 0 ? ended[at] : null;
    }

    /// <summary>The first to come under an id stands. That another says something else under it is told to whoever runs the system: a platform does not do that.</summary>
    private async Task CompareAsync(ConversationKey key, AccountKey account, string messageId, InboundItem repeated, CancellationToken cancellation)
    {
        if (await conversations.MessageAsync(key, messageId, cancellation) is not { Item: var first } || SaysTheSame(first, repeated)) return;
        Signals.Conflicted(account.Channel);
        logger.LogWarning("Something else came to {Account} under the id of the message {Message} of {Conversation}; the first stands", account, messageId, key);
    }

    /// <summary>What is said, that is: a repetition may have another time of delivery, another address of its file and a mark that it is one.</summary>
    private static bool SaysTheSame(InboundItem one, InboundItem other) =>
        (one.Kind, one.Name, one.Text, one.Payload, one.Data, one.Location, one.Media?.Id) == (other.Kind, other.Name, other.Text, other.Payload, other.Data, other.Location, other.Media?.Id);

    /// <summary>The former person's conversation that has it. While somebody may still take the identity for theirs, it is kept out of the others.</summary>
    private async Task<ConversationKey?> IsOfFormerAsync(TenantId tenant, FormerPerson former, string messageId, DateTimeOffset receivedAt, CancellationToken cancellation)
    {
        var person = await people.FindAsync(tenant, former.Person, cancellation);
        foreach (var ordinal in person.Recent.Select(ended => ended.Ordinal).Append(person.Current))
        {
            var key = person.Conversation(tenant, ordinal);
            if (await conversations.HasMessageAsync(key, messageId, cancellation)) return key;
        }

        if (former.Until < receivedAt - LongestWork) return null;
        foreach (var ordinal in (int[])[person.Current, person.Current + 1])
        {
            var key = person.Conversation(tenant, ordinal);
            if (!await conversations.KeepOutAsync(key, messageId, cancellation)) return key;
        }

        return null;
    }

    private async Task<IntakeOutcome> TellAsync(ConversationKey key, ConversationCommand.Receive command, ApplyOutcome outcome, CancellationToken cancellation)
    {
        if (outcome.Refusal is { } refusal) return new IntakeOutcome(key, Wake.Nobody, refusal);
        if (!outcome.Duplicate && command.Item is { Kind: ItemKind.Event, Name: InboundItem.Bounce }) Signals.BouncedUnmatched(command.Leg.Account.Channel);
        if (outcome.Changed)
        {
            await atOnce.TellAsync(command.Leg.Account, command.Item, cancellation);
            CrashPoint.Pass(CrashPoint.Pushing);
            await push.AppendedAsync(outcome, cancellation);
            var opened = outcome.Before?.State.Phase.IsOpen() != true && outcome.After!.State.Phase.IsOpen();
            var also = opened ? await gathering.AfterOpeningAsync(command.Leg, command.Person, key, cancellation) : [];
            return new IntakeOutcome(key, outcome.Before is null ? Wake.Start : Wake.Ring) { Also = also };
        }

        if (outcome.Duplicate) await CompareAsync(key, command.Leg.Account, command.MessageKey, command.Item, cancellation);

        // A repetition may mean that the bearer of the first one fell over before it could wake anybody.
        return outcome.Duplicate ? new IntakeOutcome(key, Wake.Start) : IntakeOutcome.Dropped;
    }
}
