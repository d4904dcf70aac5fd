using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

internal sealed partial class BrokerQueue
{
    /// <summary>Receives up to a number of messages under lock, waiting for the first one only.</summary>
    /// <returns>Nothing when no message came within <paramref name="maxWait"/>.</returns>
    public async Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveAsync(SessionLock? holder, int maxMessages, TimeSpan maxWait, CancellationToken cancellation)
    {
        List<Delivery> taken;
        Lane.Receiver? receiver = null;
        LinkedListNode<Lane.Receiver>? rest = null;
        Lane from;
        lock (gate)
        {
            CheckHolder(holder);
            from = holder?.Session.Lane ?? lane;
            taken = Take(from, maxMessages, holder);
            if (taken.Count == 0)
            {
                if (maxWait <= TimeSpan.Zero) return [];
                var yields = holder is { YieldsWhenIdle: true };
                if (yields && sessions.HasReady) return [];
                receiver = new Lane.Receiver(maxMessages, holder);
                from.Wait(receiver);
                if (yields) rest = resting.AddLast(receiver);
            }
        }

        if (receiver is not null)
        {
            try
            {
                taken = await receiver.Task.WaitAsync(maxWait, time, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is TimeoutException or OperationCanceledException)
            {
                bool unserved;
                lock (gate) unserved = from.StopWaiting(receiver);
                if (unserved && e is TimeoutException) return [];
                if (unserved) throw;

                // Served at the same moment: the messages are locked for this receiver, so it gets them.
                taken = await receiver.Task.ConfigureAwait(false);
            }
            finally
            {
                if (rest is not null)
                    lock (gate)
                        if (rest.List is not null) resting.Remove(rest);
            }
        }

        return await DeliverAsync(taken, holder).ConfigureAwait(false);
    }

    /// <exception cref="ServiceBusException">MessageNotFound: one of them is not deferred, or belongs to another session.</exception>
    public Task<IReadOnlyList<ServiceBusReceivedMessage>> ReceiveDeferredAsync(SessionLock? holder, IReadOnlyList<long> sequences)
    {
        var taken = new List<Delivery>(sequences.Count);
        lock (gate)
        {
            CheckHolder(holder);
            foreach (var sequence in sequences)
                if (!deferred.TryGetValue(sequence, out var message) || (holder is not null && message.SessionId != holder.Session.Id))
                    throw Refusals.NoSuchMessage(Path, sequence);
            foreach (var sequence in sequences.Distinct())
                if (deferred.Remove(sequence, out var message)) taken.Add(LockFor(message, holder));
        }

        return DeliverAsync(taken, holder);
    }

    /// <summary>Reads without locking, whatever the state, from a sequence number on.</summary>
    public IReadOnlyList<ServiceBusReceivedMessage> Peek(long fromSequence, int maxMessages, string? sessionId) =>
        store.Read(session => table.Peek(session, fromSequence, maxMessages, sessionId))
            .ConvertAll(found => new ServiceBusReceivedMessage(found.Content)
            {
                SequenceNumber = found.Message.Sequence,
                DeliveryCount = found.Message.FailedDeliveries,
                EnqueuedTime = found.Message.EnqueuedAt,
                State = found.Message.State,
            });

    private void CheckHolder(SessionLock? holder)
    {
        if (holder is null && Options.RequiresSession) throw Refusals.NeedsSessionReceiver(Path);
        if (holder is { IsHeld: false }) throw Refusals.SessionLockLost(Path, holder.Session.Id);
    }

    private List<Delivery> Take(Lane from, int maxMessages, SessionLock? holder)
    {
        var taken = new List<Delivery>();
        var now = time.GetUtcNow();
        while (taken.Count < maxMessages && from.Take() is { } message)
        {
            if (message.ExpiresAt <= now) _ = ExpireAsync(message);
            else if (IsSpent(message)) _ = RetireAsync(message);
            else taken.Add(LockFor(message, holder));
        }

        return taken;
    }

    private Delivery LockFor(BrokerMessage message, SessionLock? holder)
    {
        message.LockToken = Guid.NewGuid();
        LockAgain(message, holder);
        var until = holder?.Until ?? message.Lease!.Value.Until;
        return new Delivery(message, message.Content, message.LockToken, until, message.FailedDeliveries + 1, message.NeedsMark);
    }

    private async Task<IReadOnlyList<ServiceBusReceivedMessage>> DeliverAsync(List<Delivery> taken, SessionLock? holder)
    {
        try
        {
            if (taken.Exists(delivery => delivery.MustBeMarked)) await MarkAsync(taken).ConfigureAwait(false);
            return taken.Exists(delivery => delivery.Content is null)
                ? store.Read(session => ReadAll(session, taken))
                : taken.ConvertAll(delivery => Received(delivery, delivery.Content!));
        }
        catch
        {
            foreach (var delivery in taken) GiveBack(delivery.LockToken, holder);
            throw;
        }
    }

    private List<ServiceBusReceivedMessage> ReadAll(StoreSession session, List<Delivery> taken)
    {
        var received = new List<ServiceBusReceivedMessage>(taken.Count);
        foreach (var delivery in taken)
        {
            // While the delivery was being written down its lock may have run out, and another receiver may have settled the message.
            if ((delivery.Content ?? table.ReadContent(session, delivery.Message.Sequence)) is { } content) received.Add(Received(delivery, content));
        }

        return received;
    }

    private Task<List<Delivery>> MarkAsync(List<Delivery> taken) => store.WriteAsync(
        session =>
        {
            foreach (var delivery in taken)
                if (delivery.MustBeMarked) table.SetDeliveries(session, delivery.Message.Sequence, delivery.DeliveryCount);
            return taken;
        },
        marked =>
        {
            lock (gate)
                foreach (var delivery in marked)
                    if (delivery.MustBeMarked) delivery.Message.StoredDeliveries = delivery.DeliveryCount;
        });

    private static ServiceBusReceivedMessage Received(Delivery delivery, Payload content) => new(content)
    {
        SequenceNumber = delivery.Message.Sequence,
        LockToken = delivery.LockToken.ToString(),
        LockedUntil = delivery.LockedUntil,
        DeliveryCount = delivery.DeliveryCount,
        EnqueuedTime = delivery.Message.EnqueuedAt,
        State = delivery.Message.State,
    };
}
