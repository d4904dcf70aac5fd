using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.ServiceBus;

internal sealed partial class BrokerQueue
{
    /// <exception cref="ServiceBusException">SessionCannotBeLocked: another receiver holds it.</exception>
    public SessionLock AcceptSession(string sessionId)
    {
        lock (gate)
        {
            if (!Options.RequiresSession) throw Refusals.HasNoSessions(Path);
            var session = sessions.Open(sessionId);
            return session.IsFree ? Hold(session) : throw Refusals.SessionTaken(Path, sessionId);
        }
    }

    /// <summary>Accepts the session that has been waiting longest with messages, once there is one.</summary>
    /// <exception cref="ServiceBusException">ServiceTimeout: there was none within the time.</exception>
    public async Task<SessionLock> AcceptNextSessionAsync(TimeSpan maxWait, CancellationToken cancellation)
    {
        SessionBook.Acceptor acceptor;
        lock (gate)
        {
            if (!Options.RequiresSession) throw Refusals.HasNoSessions(Path);
            if (sessions.TakeReady() is { } ready) return Hold(ready);
            acceptor = new SessionBook.Acceptor();
            sessions.Wait(acceptor);
        }

        try
        {
            return await acceptor.Task.WaitAsync(maxWait, time, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            bool unserved;
            lock (gate) unserved = sessions.StopWaiting(acceptor);
            if (!unserved) return await acceptor.Task.ConfigureAwait(false);
            if (e is TimeoutException) throw Refusals.NoSessionFree(Path);
            throw;
        }
    }

    public DateTimeOffset RenewSessionLock(SessionLock holder)
    {
        lock (gate)
        {
            CheckHolder(holder);
            sessionLeases.Renew(holder.Lease!);
            return holder.Until;
        }
    }

    /// <summary>Lets go of the session. Messages it had received are available again and do not count as failed.</summary>
    public void CloseSession(SessionLock holder)
    {
        lock (gate)
        {
            if (!holder.IsHeld) return;
            sessionLeases.End(holder.Lease!);
            foreach (var message in TakeFrom(holder)) Return(message);
            Review(holder.Session);
        }
    }

    public BinaryData? GetSessionState(SessionLock holder)
    {
        lock (gate) CheckHolder(holder);
        var state = store.Read(session => table.ReadSessionState(session, holder.Session.Id));
        return state is null ? null : BinaryData.FromBytes(state);
    }

    public Task SetSessionStateAsync(SessionLock holder, BinaryData? state)
    {
        lock (gate) CheckHolder(holder);
        if (state?.ToMemory().Length > MaxMessageBytes) throw Refusals.TooLarge(Path, state.ToMemory().Length, MaxMessageBytes);
        return store.WriteAsync(session => table.WriteSessionState(session, holder.Session.Id, state));
    }

    private SessionLock Hold(Session session)
    {
        var holder = new SessionLock(session);
        holder.Lease = sessionLeases.Begin(holder);
        session.Holder = holder;
        return holder;
    }

    /// <summary>
    /// Whether an unsettled message counts as failed depends on how the session ended: a lock that ran out counts, a session that was
    /// closed does not ("Message sessions", impact of delivery count, on learn.microsoft.com).
    /// </summary>
    private void EndSessionLocks()
    {
        lock (gate)
        {
            if (closed) return;
            foreach (var holder in sessionLeases.TakeEnded())
            {
                CountFailures(TakeFrom(holder));
                Review(holder.Session);
            }
        }
    }

    private List<BrokerMessage> TakeFrom(SessionLock holder)
    {
        holder.Session.Holder = null;
        while (holder.Session.Lane.TakeWaiting() is { } receiver) receiver.SetException(Refusals.SessionLockLost(Path, holder.Session.Id));
        var messages = new List<BrokerMessage>(holder.Locked.Values);
        holder.Locked.Clear();
        return messages;
    }
}
