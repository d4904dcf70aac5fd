using OmniFunctions.Local.ServiceBus;

namespace Azure.Messaging.ServiceBus;

/// <summary>Holds one session: receives its messages in order and keeps its state, until it is closed or its lock runs out.</summary>
public class ServiceBusSessionReceiver : ServiceBusReceiver
{
    protected ServiceBusSessionReceiver()
    {
    }

    internal ServiceBusSessionReceiver(ServiceBusClient client, string queueName, ServiceBusSessionReceiverOptions options, SessionLock session)
        : base(client, queueName, options.ReceiveMode, options.PrefetchCount, options.Identifier, session)
    {
    }

    public virtual string SessionId => Session!.Session.Id;

    public virtual DateTimeOffset SessionLockedUntil => Session!.Until;

    public override bool IsClosed => base.IsClosed;

    public virtual Task<BinaryData?> GetSessionStateAsync(CancellationToken cancellationToken = default) => Task.FromResult(Queue.GetSessionState(Session!));

    /// <param name="sessionState">Null forgets the state.</param>
    public virtual Task SetSessionStateAsync(BinaryData? sessionState, CancellationToken cancellationToken = default) =>
        Queue.SetSessionStateAsync(Session!, sessionState);

    /// <exception cref="ServiceBusException">SessionLockLost: another receiver may hold the session by now.</exception>
    public virtual Task RenewSessionLockAsync(CancellationToken cancellationToken = default)
    {
        Queue.RenewSessionLock(Session!);
        return Task.CompletedTask;
    }
}
