using Azure.Core;
using OmniFunctions.Local.ServiceBus;
using OmniFunctions.Local.Store;

namespace Azure.Messaging.ServiceBus;

/// <summary>
/// The way to the queues of the local platform whose name is the host of the connection string, as in <c>Endpoint=sb://local/</c>.
/// The platform is looked up at the first operation, so a client may be made before the platform runs. Credentials are not checked:
/// whoever can make a client is in this process already.
/// </summary>
public class ServiceBusClient : IAsyncDisposable
{
    private volatile bool closed;

    protected ServiceBusClient()
    {
        FullyQualifiedNamespace = Identifier = string.Empty;
        Options = new ServiceBusClientOptions();
    }

    public ServiceBusClient(string connectionString) : this(connectionString, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string connectionString, ServiceBusClientOptions options)
        : this(options, ServiceBusConnectionStringProperties.Parse(connectionString).FullyQualifiedNamespace
            ?? throw new FormatException("The connection string names no endpoint."))
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential) : this(fullyQualifiedNamespace, credential, new ServiceBusClientOptions())
    {
    }

    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential, ServiceBusClientOptions options) : this(options, fullyQualifiedNamespace)
    {
        ArgumentNullException.ThrowIfNull(credential);
    }

    private ServiceBusClient(ServiceBusClientOptions? options, string fullyQualifiedNamespace)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fullyQualifiedNamespace);
        FullyQualifiedNamespace = fullyQualifiedNamespace;
        Options = options ?? new ServiceBusClientOptions();
        Identifier = Options.Identifier ?? $"{fullyQualifiedNamespace}-{Guid.NewGuid()}";
    }

    public virtual string FullyQualifiedNamespace { get; }

    public virtual string Identifier { get; }

    public virtual bool IsClosed => closed;

    public ServiceBusTransportType TransportType => Options.TransportType;

    internal ServiceBusClientOptions Options { get; }

    internal TimeSpan TryTimeout => Options.RetryOptions.TryTimeout;

    internal BrokerQueue Queue(string path)
    {
        ObjectDisposedException.ThrowIf(closed, this);
        return Broker.Find(path);
    }

    internal TimeProvider Time => Broker.Time;

    private ServiceBusBroker Broker => ServiceBusBroker.On(EmbeddedStore.Named(FullyQualifiedNamespace));

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => new(this, queueOrTopicName);

    public virtual ServiceBusSender CreateSender(string queueOrTopicName, ServiceBusSenderOptions options) => new(this, queueOrTopicName, options);

    public virtual ServiceBusReceiver CreateReceiver(string queueName) => new(this, queueName, new ServiceBusReceiverOptions());

    public virtual ServiceBusReceiver CreateReceiver(string queueName, ServiceBusReceiverOptions options) => new(this, queueName, options);

    /// <exception cref="ServiceBusException">SessionCannotBeLocked: another receiver holds the session.</exception>
    public virtual Task<ServiceBusSessionReceiver> AcceptSessionAsync(
        string queueName, string sessionId, ServiceBusSessionReceiverOptions? options = default, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new ServiceBusSessionReceiver(this, queueName, options ?? new(), Queue(queueName).AcceptSession(sessionId)));
    }

    /// <summary>Waits for a session that has messages and no receiver.</summary>
    /// <exception cref="ServiceBusException">ServiceTimeout: there was none within the try timeout.</exception>
    public virtual async Task<ServiceBusSessionReceiver> AcceptNextSessionAsync(
        string queueName, ServiceBusSessionReceiverOptions? options = default, CancellationToken cancellationToken = default)
    {
        var holder = await Queue(queueName).AcceptNextSessionAsync(TryTimeout, cancellationToken).ConfigureAwait(false);
        return new ServiceBusSessionReceiver(this, queueName, options ?? new(), holder);
    }

    public virtual ServiceBusProcessor CreateProcessor(string queueName) => new(this, queueName, new ServiceBusProcessorOptions());

    public virtual ServiceBusProcessor CreateProcessor(string queueName, ServiceBusProcessorOptions options) => new(this, queueName, options);

    public virtual ServiceBusSessionProcessor CreateSessionProcessor(string queueName, ServiceBusSessionProcessorOptions? options = default) =>
        new(this, queueName, options ?? new());

    public virtual ValueTask DisposeAsync()
    {
        closed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
