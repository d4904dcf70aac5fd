namespace Azure.Messaging.ServiceBus;

/// <summary>One message of a session handed to a processor's handler, with the ways to settle it and to work on its session.</summary>
public class ProcessSessionMessageEventArgs : EventArgs
{
    private readonly ServiceBusSessionReceiver receiver;

    public ProcessSessionMessageEventArgs(ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, CancellationToken cancellationToken)
        : this(message, receiver, string.Empty, cancellationToken)
    {
    }

    public ProcessSessionMessageEventArgs(
        ServiceBusReceivedMessage message, ServiceBusSessionReceiver receiver, string identifier, CancellationToken cancellationToken)
    {
        Message = message;
        this.receiver = receiver;
        Identifier = identifier;
        CancellationToken = cancellationToken;
    }

    public ServiceBusReceivedMessage Message { get; }

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

    public virtual Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        receiver.CompleteMessageAsync(message, cancellationToken);

    public virtual Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        receiver.AbandonMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        receiver.DeadLetterMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message, string deadLetterReason, string? deadLetterErrorDescription = default, CancellationToken cancellationToken = default) =>
        receiver.DeadLetterMessageAsync(message, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object> propertiesToModify,
        string deadLetterReason,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        receiver.DeadLetterMessageAsync(message, propertiesToModify, deadLetterReason, deadLetterErrorDescription, cancellationToken);

    public virtual Task DeferMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = default, CancellationToken cancellationToken = default) =>
        receiver.DeferMessageAsync(message, propertiesToModify, cancellationToken);

    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default) => receiver.RenewSessionLockAsync(cancellationToken);

    /// <summary>Lets another receiver take the session once this handler has returned.</summary>
    public virtual void ReleaseSession() => Released = true;
}
