namespace OmniFunctions.Local.ServiceBus;

/// <summary>The sessions of a queue that have messages or a holder, those of them that may be accepted, and who waits to accept one.</summary>
internal sealed class SessionBook
{
    private readonly Dictionary<string, Session> sessions = new(StringComparer.Ordinal);
    private readonly Queue<Session> line = new();
    private readonly LinkedList<Acceptor> waiting = new();

    public int Count => sessions.Count;

    public Session Open(string id)
    {
        if (!sessions.TryGetValue(id, out var session)) sessions.Add(id, session = new Session(id));
        return session;
    }

    /// <summary>Takes the session that has been ready longest out of the line, or null.</summary>
    public Session? TakeReady()
    {
        while (line.TryDequeue(out var session))
        {
            session.InLine = false;
            if (IsReady(session)) return session;
        }

        return null;
    }

    /// <summary>Puts the session in line if it is ready to be accepted, and forgets it if nothing is left of it.</summary>
    /// <returns>Whether the line is longer by it.</returns>
    public bool Review(Session session)
    {
        if (IsReady(session))
        {
            if (session.InLine) return false;
            session.InLine = true;
            line.Enqueue(session);
            return true;
        }

        if (session.IsFree && session.Lane.First is null) sessions.Remove(session.Id);
        return false;
    }

    /// <summary>Whether a session stands in line that nobody has come to accept.</summary>
    public bool HasReady
    {
        get
        {
            while (line.TryPeek(out var session) && !IsReady(session)) line.Dequeue().InLine = false;
            return line.Count > 0;
        }
    }

    public void Wait(Acceptor acceptor) => waiting.AddLast(acceptor);

    public bool StopWaiting(Acceptor acceptor) => waiting.Remove(acceptor);

    /// <summary>The pair that waits longest of an acceptor and a session, if there is one of each.</summary>
    public bool TryMatch(out Acceptor acceptor, out Session session)
    {
        (acceptor, session) = (null!, null!);
        if (waiting.First is not { } first || TakeReady() is not { } ready) return false;
        waiting.RemoveFirst();
        (acceptor, session) = (first.Value, ready);
        return true;
    }

    private static bool IsReady(Session session) => session.IsFree && session.Lane.First is not null;

    internal sealed class Acceptor() : TaskCompletionSource<SessionLock>(TaskCreationOptions.RunContinuationsAsynchronously);
}
