namespace OmniFunctions.Local.ServiceBus;

/// <summary>The exclusive hold of one receiver on a session, with the messages it has received and not settled.</summary>
internal sealed class SessionLock(Session session)
{
    public Session Session { get; } = session;

    public Dictionary<Guid, BrokerMessage> Locked { get; } = [];

    public LinkedListNode<Lease<SessionLock>>? Lease { get; set; }

    public DateTimeOffset Until => Lease!.Value.Until;

    /// <summary>The holder wants to be told that there is nothing to receive as soon as another session waits for a holder.</summary>
    public bool YieldsWhenIdle { get; set; }

    public bool IsHeld => ReferenceEquals(Session.Holder, this);
}
