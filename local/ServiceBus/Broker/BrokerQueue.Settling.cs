using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

internal sealed partial class BrokerQueue
{
    private const string SpentReason = "MaxDeliveryCountExceeded";
    private const string ExpiredReason = "TTLExpiredException";
    private const int MaxReasonLength = 4_096;

    public Task CompleteAsync(string lockToken, SessionLock? holder) => SettleAsync(lockToken, holder, CompleteAsync);

    /// <summary>Makes the message available again at its old place, or moves it away when this was its last delivery.</summary>
    public Task AbandonAsync(string lockToken, SessionLock? holder, IDictionary<string, object>? changes) => SettleAsync(lockToken, holder, message =>
    {
        var failures = message.FailedDeliveries + 1;
        return failures >= Options.MaxDeliveryCount
            ? (Task)MoveAsync(message, content => Spent(content.With(changes)))
            : ChangeAsync(message, changes, session => table.SetDeliveries(session, message.Sequence, failures), () =>
            {
                message.StoredDeliveries = message.FailedDeliveries = failures;
                Return(message);
                Offer(message);
            });
    });

    public Task DeferAsync(string lockToken, SessionLock? holder, IDictionary<string, object>? changes) => SettleAsync(lockToken, holder, message =>
        ChangeAsync(message, changes, session => table.SetState(session, message.Sequence, ServiceBusMessageState.Deferred), () =>
        {
            message.State = ServiceBusMessageState.Deferred;
            deferred[message.Sequence] = message;
        }));

    public Task DeadLetterAsync(string lockToken, SessionLock? holder, string? reason, string? description, IDictionary<string, object>? changes)
    {
        if (deadLetters is null) throw new InvalidOperationException($"'{Path}' holds the dead letters itself; complete a message there to be rid of it.");
        return SettleAsync(lockToken, holder, message => MoveAsync(message, content => WithReason(content.With(changes), reason, description)));
    }

    public DateTimeOffset RenewMessageLock(string lockToken)
    {
        lock (gate)
        {
            if (Options.RequiresSession) throw new InvalidOperationException("Messages of a session are locked by the session; renew its lock instead.");
            if (!Guid.TryParse(lockToken, out var token) || !locked.TryGetValue(token, out var message)) throw Refusals.MessageLockLost(Path);
            messageLeases.Renew(message.Lease!);
            return message.Lease!.Value.Until;
        }
    }

    /// <summary>
    /// Takes the message out of its lock for the time of the write, so that the lock cannot run out in between. When the write fails the
    /// message is locked again as it was: the receiver may try once more, and a broken disk does not turn into a loop of deliveries.
    /// </summary>
    private async Task SettleAsync(string lockToken, SessionLock? holder, Func<BrokerMessage, Task> settle)
    {
        BrokerMessage? message;
        lock (gate)
        {
            CheckHolder(holder);
            message = Unlock(lockToken, holder) ?? throw Refusals.MessageLockLost(Path);
            if (holder is not null) holder.Session.Settling++;
        }

        try
        {
            await settle(message).ConfigureAwait(false);
        }
        catch
        {
            lock (gate) LockAgain(message, holder);
            throw;
        }
        finally
        {
            lock (gate)
                if (holder is not null && --holder.Session.Settling == 0 && !holder.IsHeld) Review(holder.Session);
        }
    }

    private void LockAgain(BrokerMessage message, SessionLock? holder)
    {
        if (holder is null)
        {
            locked.Add(message.LockToken, message);
            message.Lease = messageLeases.Begin(message);
        }
        else if (holder.IsHeld)
        {
            holder.Locked.Add(message.LockToken, message);
        }
        else
        {
            Return(message);
            Offer(message);
        }
    }

    private BrokerMessage? Unlock(string lockToken, SessionLock? holder) => Guid.TryParse(lockToken, out var token) ? Unlock(token, holder) : null;

    private BrokerMessage? Unlock(Guid token, SessionLock? holder)
    {
        if (!(holder?.Locked ?? locked).Remove(token, out var message)) return null;
        if (message.Lease is { } lease) messageLeases.End(lease);
        message.Lease = null;
        return message;
    }

    /// <summary>Undoes a delivery that was never made.</summary>
    private void GiveBack(Guid token, SessionLock? holder)
    {
        lock (gate)
        {
            if (Unlock(token, holder) is not { } message) return;
            Return(message);
            Offer(message);
        }
    }

    private Task CompleteAsync(BrokerMessage message) => store.WriteAsync(
        session =>
        {
            table.Delete(session, message.Sequence);
            return message;
        }, Forget);

    private Task<Payload?> ChangeAsync(BrokerMessage message, IDictionary<string, object>? changes, Action<StoreSession> change, Action changed) => store.WriteAsync(
        session =>
        {
            change(session);
            if (changes is null or { Count: 0 }) return null;
            var content = (message.Content ?? table.ReadContent(session, message.Sequence)!).With(changes);
            table.SetHeaders(session, message.Sequence, content);
            return content;
        },
        content =>
        {
            lock (gate)
            {
                if (content is not null)
                {
                    Drop(message);
                    Keep(message, content);
                }

                changed();
            }
        });

    /// <summary>Moves a message to the dead-letter queue, where it gets a number of that queue and no longer expires.</summary>
    private Task<Stored> MoveAsync(BrokerMessage message, Func<Payload, Payload> mark) => store.WriteAsync(
        session =>
        {
            var content = mark(message.Content ?? table.ReadContent(session, message.Sequence)!) with
            {
                DeadLetterSource = Path,
                EnqueuedSequenceNumber = message.Sequence,
            };
            var letter = new BrokerMessage(deadLetters!.table.NextSequence(session, 1), message.SessionId)
            {
                EnqueuedAt = message.EnqueuedAt,
                ExpiresAt = DateTimeOffset.MaxValue,
            };
            table.Move(session, message.Sequence, deadLetters.table, letter, content);
            return new Stored(letter, content);
        },
        stored =>
        {
            Forget(message);
            deadLetters!.Publish([stored]);
        });

    private bool IsSpent(BrokerMessage message) => deadLetters is not null && message.FailedDeliveries >= Options.MaxDeliveryCount;

    private Task RetireAsync(BrokerMessage message) => InBackgroundAsync(message, () => MoveAsync(message, Spent));

    private Task ExpireAsync(BrokerMessage message) => InBackgroundAsync(message, () => Options.DeadLetteringOnMessageExpiration && deadLetters is not null
        ? MoveAsync(message, content => WithReason(content, ExpiredReason, "The message expired and was dead lettered."))
        : CompleteAsync(message));

    /// <summary>The broker's own work on a message. When the disk refuses, the message waits for the next receiver to bring it up again.</summary>
    private async Task InBackgroundAsync(BrokerMessage message, Func<Task> work)
    {
        // Never within the call that found the message: a store that refuses at once would put it back before that one's eyes, again and again.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (StoreException)
        {
            lock (gate) Return(message);
        }
    }

    private void EndMessageLocks()
    {
        lock (gate)
        {
            if (closed) return;
            var ended = messageLeases.TakeEnded();
            foreach (var message in ended)
            {
                locked.Remove(message.LockToken);
                message.Lease = null;
            }

            CountFailures(ended);
            foreach (var message in ended) Offer(message);
        }
    }

    /// <summary>Counts the deliveries as failed and puts the messages back, or moves those away that have failed too often.</summary>
    private void CountFailures(List<BrokerMessage> messages)
    {
        foreach (var message in messages)
        {
            message.FailedDeliveries++;
            if (IsSpent(message)) _ = RetireAsync(message);
            else Return(message);
        }

        var uncounted = messages.FindAll(message => !IsSpent(message) && message.StoredDeliveries < message.FailedDeliveries);
        if (uncounted.Count > 0) _ = StoreFailuresAsync(uncounted.ConvertAll(message => (message, message.FailedDeliveries)));
    }

    private async Task StoreFailuresAsync(List<(BrokerMessage Message, int Failures)> counted)
    {
        try
        {
            await store.WriteAsync(session =>
            {
                foreach (var (message, failures) in counted) table.SetDeliveries(session, message.Sequence, failures);
            }).ConfigureAwait(false);
        }
        catch (StoreException)
        {
            // The next delivery is written down before it is made and brings the count up to date.
        }
    }

    private Payload Spent(Payload content) =>
        WithReason(content, SpentReason, $"Message could not be consumed after {Options.MaxDeliveryCount} delivery attempts.");

    private static Payload WithReason(Payload content, string? reason, string? description)
    {
        var notes = new Dictionary<string, object>();
        if (reason is not null) notes[ServiceBusReceivedMessage.DeadLetterReasonKey] = Shorten(reason);
        if (description is not null) notes[ServiceBusReceivedMessage.DeadLetterErrorDescriptionKey] = Shorten(description);
        return content.With(notes);
    }

    private static string Shorten(string text) => text.Length <= MaxReasonLength ? text : text[..MaxReasonLength];
}
