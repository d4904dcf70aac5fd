using System.Collections.Concurrent;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>The queues that live on one embedded store. The host declares them at start; clients reach them by the store's name.</summary>
public sealed class ServiceBusBroker : IDisposable
{
    /// <summary>What the path of a dead-letter queue adds to that of its queue.</summary>
    public const string DeadLetterSuffix = "/$deadletterqueue";

    private readonly ConcurrentDictionary<string, BrokerQueue> queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock declaring = new();
    private readonly EmbeddedStore store;

    private ServiceBusBroker(EmbeddedStore store)
    {
        this.store = store;
        store.Define("service-bus", QueueTable.Schema);
    }

    /// <summary>The broker of a store.</summary>
    public static ServiceBusBroker On(EmbeddedStore store) => store.Part(static owner => new ServiceBusBroker(owner));

    internal TimeProvider Time => store.Options.Time;

    /// <summary>
    /// Opens a queue with the messages it holds on the disk, and its dead-letter queue. Messages that were being delivered when
    /// the process ended are available again, in order.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is already open with other options.</exception>
    public void DeclareQueue(string name, QueueOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        options ??= new QueueOptions();
        options.Check();
        lock (declaring)
        {
            if (queues.TryGetValue(name, out var known))
            {
                if (known.Options != options) throw new InvalidOperationException($"The queue '{name}' is already declared with other options.");
                return;
            }

            var letters = new BrokerQueue(store, name + DeadLetterSuffix, ForDeadLetters(options), null);
            queues[letters.Path] = letters;
            queues[name] = new BrokerQueue(store, name, options, letters);
        }
    }

    /// <exception cref="Azure.Messaging.ServiceBus.ServiceBusException">MessagingEntityNotFound.</exception>
    public QueueCounts Count(string name) => Find(name).Count();

    internal BrokerQueue Find(string path) => queues.TryGetValue(path, out var queue) ? queue : throw Refusals.NoSuchQueue(path);

    public void Dispose()
    {
        foreach (var queue in queues.Values) queue.Dispose();
    }

    /// <summary>Dead letters keep until someone takes them: no sessions, no expiry, no maximum of deliveries.</summary>
    private static QueueOptions ForDeadLetters(QueueOptions options) => new()
    {
        LockDuration = options.LockDuration,
        MaxDeliveryCount = int.MaxValue,
        MaxSizeInMessages = options.MaxSizeInMessages,
        MaxResidentBytes = options.MaxResidentBytes,
    };
}
