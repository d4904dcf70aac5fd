using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>
/// Carries a merge, or its undoing, from one conversation to the other. Each of its steps is decided by the conversation it changes and
/// changes nothing the second time, so it may be cut off anywhere and begun again.
/// </summary>
public sealed class Merges(ConversationStore conversations, IConversationPush push)
{
    /// <summary>Places that a customer wrote from within one conversation.</summary>
    private const int MaxLegs = 50;

    /// <summary>Tries against messages that come back by themselves at the same time.</summary>
    private const int MaxAttempts = 4;

    /// <summary>Tells the other conversation that this one goes on in it. When that one will not have it, this one is taken out again.</summary>
    /// <returns>True when the other one's lifecycle is to be rung.</returns>
    public async Task<bool> JoinAsync(ConversationKey from, ConversationId into, CancellationToken cancellation = default) =>
        await conversations.FindAsync(from, cancellation) is { State: { Phase: Phase.Merged merged } state } && merged.Into == into && await JoinAsync(from, state, into, cancellation);

    /// <param name="seen">The conversation that goes on in the other one, as it was when somebody looked.</param>
    internal async Task<bool> JoinAsync(ConversationKey from, ConversationState seen, ConversationId into, CancellationToken cancellation = default)
    {
        var command = new ConversationCommand.Join(from.Id, await LegsAsync(from, cancellation), seen.UnansweredSince);
        var outcome = await ApplyAsync(new ConversationKey(from.Tenant, into), command, cancellation);
        if (outcome.Refusal is null)
        {
            // Taken out again while it was being joined: whoever did that may have been here before there was anything to separate.
            if (await conversations.FindAsync(from, cancellation) is not { State.Phase: Phase.Merged still } || still.Into != into) await SplitAsync(from, into, cancellation);
            return true;
        }

        await ApplyAsync(from, new ConversationCommand.Unmerge(await MergedByAsync(from, into, cancellation)), cancellation);
        return false;
    }

    /// <summary>Takes this conversation out of the other one again, with what its customer said there meanwhile.</summary>
    public async Task SplitAsync(ConversationKey from, ConversationId into, CancellationToken cancellation = default)
    {
        var other = new ConversationKey(from.Tenant, into);
        await ApplyAsync(other, new ConversationCommand.Split(from.Id), cancellation);
        var keys = await SplitOffAsync(other, from.Id, cancellation);
        var messages = await MessagesAsync(other, keys, cancellation);
        foreach (var portion in messages.Chunk(Merging.MaxTakenBackAtOnce)) await TakeBackAsync(from, portion, isLast: false, cancellation);
        await TakeBackAsync(from, [], isLast: true, cancellation);
    }

    private async Task TakeBackAsync(ConversationKey from, IReadOnlyList<MessageTakenBack> messages, bool isLast, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            // A platform that delivers one of them again may have been faster.
            var missing = new List<MessageTakenBack>();
            foreach (var message in messages)
            {
                var standing = await conversations.StandingAsync(from, message.MessageKey, cancellation);
                if (standing is MessageStanding.KeptOut) await conversations.LetInAsync(from, message.MessageKey, cancellation);
                if (standing is not MessageStanding.Received) missing.Add(message);
            }

            if (missing.Count == 0 && !isLast) return;
            try
            {
                await ApplyAsync(from, new ConversationCommand.TakeBack(missing, isLast), cancellation);
                return;
            }
            catch (WriteContentionException) when (attempt < MaxAttempts)
            {
                // Looked at again: one of them is there by now.
            }
        }
    }

    private async Task<ApplyOutcome> ApplyAsync(ConversationKey key, ConversationCommand command, CancellationToken cancellation)
    {
        var outcome = await conversations.ApplyAsync(key, command, cancellation);
        if (outcome.Changed) await push.AppendedAsync(outcome, cancellation);
        return outcome;
    }

    private async Task<IReadOnlyList<Leg>> LegsAsync(ConversationKey key, CancellationToken cancellation)
    {
        var legs = new List<Leg>();
        await foreach (var stored in AllAsync(key, cancellation))
        {
            if (stored.Event is ConversationEvent.CustomerMessage message && !legs.Contains(message.Leg)) legs.Add(message.Leg);
            if (stored.Event is ConversationEvent.Joined joined) legs.AddRange(joined.Legs.Except(legs));
        }

        return [.. legs.TakeLast(MaxLegs)];
    }

    private async Task<AgentId> MergedByAsync(ConversationKey key, ConversationId into, CancellationToken cancellation)
    {
        AgentId? by = null;
        await foreach (var stored in AllAsync(key, cancellation))
            if (stored.Event is ConversationEvent.MergedInto merged && merged.Into == into) by = merged.By;
        return by ?? throw new InvalidOperationException($"{key} goes on in {into}, and nobody merged them.");
    }

    /// <summary>The keys of the messages that were split off, at whatever time: those that were taken back then are there by now.</summary>
    private async Task<IReadOnlyList<string>> SplitOffAsync(ConversationKey key, ConversationId from, CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (var stored in AllAsync(key, cancellation))
            if (stored.Event is ConversationEvent.SplitOff split && split.From == from) keys.AddRange(split.MessageKeys);
        return keys;
    }

    private async Task<IReadOnlyList<MessageTakenBack>> MessagesAsync(ConversationKey key, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var wanted = keys.ToHashSet(StringComparer.Ordinal);
        var messages = new List<MessageTakenBack>();
        await foreach (var stored in AllAsync(key, cancellation))
        {
            if (stored.Event is ConversationEvent.CustomerMessage message && wanted.Contains(message.MessageKey))
                messages.Add(new MessageTakenBack(message.MessageKey, message.Leg, message.Item, message.ReceivedAt));
        }

        return messages;
    }

    private async IAsyncEnumerable<StoredEvent> AllAsync(ConversationKey key, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var after = 0L;
        while (await conversations.EventsAsync(key, after, ConversationStore.MaxEvents, cancellation) is { Count: > 0 } page)
        {
            foreach (var stored in page) yield return stored;
            after = page[^1].Sequence;
        }
    }
}
