namespace Azure.Messaging.ServiceBus;

/// <summary>A session that a processor begins or ends to hold.</summary>
public class ProcessSessionEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver receiver;

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, CancellationToken cancellationToken)
        : this(receiver, string.Empty, cancellationToken)
    {
    }

    public ProcessSessionEventArgs(ServiceBusSessionReceiver receiver, string identifier, CancellationToken cancellationToken)
    {
        this.receiver = receiver;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public CancellationToken CancellationToken { get; }

    public string Identifier { get; }

    public string SessionId => receiver.SessionId;

    public DateTimeOffset SessionLockedUntil => receiver.SessionLockedUntil;

    public string EntityPath => receiver.EntityPath;

    public string FullyQualifiedNamespace => receiver.FullyQualifiedNamespace;

    internal bool Released { get; private set; }

    public virtual Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default) => receiver.GetSessionStateAsync(cancellationToken);

    public virtual Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default) =>
        receiver.SetSessionStateAsync(sessionState, cancellationToken);

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) => receiver.RenewSessionLockAsync(cancellationToken);

    public virtual void ReleaseSession() => Released = true;
}
