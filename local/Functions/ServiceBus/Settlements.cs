using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

internal sealed class MessageSettlement(ProcessMessageEventArgs arguments) : ISettlement
{
    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) => arguments.CompleteMessageAsync(message, cancellation);

    public Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        arguments.AbandonMessageAsync(message, properties, cancellation);

    public Task DeferAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        arguments.DeferMessageAsync(message, properties, cancellation);

    public Task DeadLetterAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? properties, string? reason, string? description, CancellationToken cancellation) =>
        arguments.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellation);

    public Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) => arguments.RenewMessageLockAsync(message, cancellation);
}

internal sealed class SessionMessageSettlement(ProcessSessionMessageEventArgs arguments) : ISettlement, ISessionHandle
{
    public DateTimeOffset LockedUntil => arguments.SessionLockedUntil;

    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) => arguments.CompleteMessageAsync(message, cancellation);

    public Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        arguments.AbandonMessageAsync(message, properties, cancellation);

    public Task DeferAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        arguments.DeferMessageAsync(message, properties, cancellation);

    public Task DeadLetterAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? properties, string? reason, string? description, CancellationToken cancellation) =>
        arguments.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellation);

    /// <summary>A message of a session is locked with its session.</summary>
    public Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) => arguments.RenewSessionLockAsync(cancellation);

    public Task<BinaryData?> GetStateAsync(CancellationToken cancellation) => arguments.GetSessionStateAsync(cancellation);

    public Task SetStateAsync(BinaryData state, CancellationToken cancellation) => arguments.SetSessionStateAsync(state, cancellation);

    public Task RenewAsync(CancellationToken cancellation) => arguments.RenewSessionLockAsync(cancellation);

    public void Release() => arguments.ReleaseSession();
}

/// <summary>Batches are read by receivers; one with a session is a receiver of that session.</summary>
internal sealed class ReceiverSettlement(ServiceBusReceiver receiver) : ISettlement, ISessionHandle
{
    private ServiceBusSessionReceiver Session => (ServiceBusSessionReceiver)receiver;

    public bool IsReleased { get; private set; }

    public DateTimeOffset LockedUntil => Session.SessionLockedUntil;

    public Task CompleteAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) => receiver.CompleteMessageAsync(message, cancellation);

    public Task AbandonAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        receiver.AbandonMessageAsync(message, properties, cancellation);

    public Task DeferAsync(ServiceBusReceivedMessage message, IDictionary<string, object>? properties, CancellationToken cancellation) =>
        receiver.DeferMessageAsync(message, properties, cancellation);

    public Task DeadLetterAsync(ServiceBusReceivedMessage message, Dictionary<string, object>? properties, string? reason, string? description, CancellationToken cancellation) =>
        receiver.DeadLetterMessageAsync(message, properties ?? [], reason!, description, cancellation);

    public Task RenewAsync(ServiceBusReceivedMessage message, CancellationToken cancellation) =>
        receiver is ServiceBusSessionReceiver ? RenewAsync(cancellation) : receiver.RenewMessageLockAsync(message, cancellation);

    public Task<BinaryData?> GetStateAsync(CancellationToken cancellation) => Session.GetSessionStateAsync(cancellation);

    public Task SetStateAsync(BinaryData state, CancellationToken cancellation) => Session.SetSessionStateAsync(state, cancellation);

    public Task RenewAsync(CancellationToken cancellation) => Session.RenewSessionLockAsync(cancellation);

    public void Release() => IsReleased = true;
}
