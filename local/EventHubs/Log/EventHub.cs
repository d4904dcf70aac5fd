using System.Globalization;
using System.Text;
using Azure.Messaging.EventHubs;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.EventHubs;

/// <summary>One event hub: its partitions, and which of them an event goes to.</summary>
internal sealed class EventHub
{
    /// <summary>"Azure Event Hubs quotas and limits": the size of a publication in the standard tier.</summary>
    public const int MaxPublicationBytes = 1024 * 1024;

    private readonly HubPartition[] partitions;
    private readonly DateTimeOffset createdOn;
    private uint turn;

    public EventHub(EmbeddedStore store, string name, HubOptions options)
    {
        Name = name;
        Options = options;
        (createdOn, var tables) = store.Write(session => Open(session, name, options, store.Options.Time.GetUtcNow()));
        partitions = [.. tables.Select((table, number) => new HubPartition(store, name, number, table, options))];
    }

    public string Name { get; }

    public HubOptions Options { get; }

    public IReadOnlyList<HubPartition> Partitions => partitions;

    /// <summary>Stores the events as one unit in one partition.</summary>
    public Task AppendAsync(IReadOnlyList<EventData> events, string? partitionId, string? partitionKey, CancellationToken cancellation)
    {
        if (partitionId is { Length: > 0 } && partitionKey is { Length: > 0 })
            throw new InvalidOperationException("An event goes to a partition by its name or by a key, not by both.");
        var headers = new byte[events.Count][];
        var size = 0L;
        for (var i = 0; i < headers.Length; i++)
        {
            headers[i] = EventEnvelope.EncodeHeaders(events[i]);
            size += headers[i].Length + events[i].EventBody.ToMemory().Length;
        }

        if (size > MaxPublicationBytes)
            throw new EventHubsException(Name, $"The events have {size} bytes; at most {MaxPublicationBytes} are allowed.", EventHubsException.FailureReason.MessageSizeExceeded);
        return Choose(partitionId, partitionKey).AppendAsync(events, headers, string.IsNullOrEmpty(partitionKey) ? null : partitionKey, cancellation);
    }

    /// <exception cref="EventHubsException">ResourceNotFound.</exception>
    public HubPartition Partition(string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < partitions.Length
            ? partitions[number]
            : throw new EventHubsException(Name, $"The partition '{id}' does not exist.", EventHubsException.FailureReason.ResourceNotFound);

    public EventHubProperties Describe() =>
        new(Name, createdOn, [.. Enumerable.Range(0, partitions.Length).Select(number => number.ToString(CultureInfo.InvariantCulture))]);

    private HubPartition Choose(string? partitionId, string? partitionKey)
    {
        if (partitionId is { Length: > 0 }) return Partition(partitionId);
        var slot = partitionKey is { Length: > 0 } ? Hash(partitionKey) : Interlocked.Increment(ref turn);
        return partitions[slot % partitions.Length];
    }

    /// <summary>FNV-1a, which unlike <see cref="string.GetHashCode()"/> is the same in every process: a key keeps its partition for ever.</summary>
    private static uint Hash(string key)
    {
        var hash = 2166136261u;
        foreach (var octet in Encoding.UTF8.GetBytes(key)) hash = (hash ^ octet) * 16777619u;
        return hash;
    }

    private static (DateTimeOffset CreatedOn, PartitionTable[] Tables) Open(StoreSession session, string name, HubOptions options, DateTimeOffset now)
    {
        session.Prepare("INSERT INTO hub (name, partitions, created_at) VALUES (?1, ?2, ?3) ON CONFLICT (name) DO NOTHING")
            .Bind(1, name).Bind(2, options.PartitionCount).Bind(3, now.UtcTicks).Run();
        var found = session.Prepare("SELECT id, partitions, created_at FROM hub WHERE name = ?1").Bind(1, name);
        found.Step();
        var (id, count, created) = (found.Int64(0), found.Int64(1), new DateTimeOffset(found.Int64(2), TimeSpan.Zero));
        if (count != options.PartitionCount)
            throw new InvalidOperationException($"The event hub '{name}' has {count} partitions; {options.PartitionCount} would send its keys elsewhere.");
        var tables = new PartitionTable[count];
        for (var number = 0; number < count; number++)
        {
            session.Prepare("INSERT INTO hub_partition (hub, number, last_sequence) VALUES (?1, ?2, -1) ON CONFLICT (hub, number) DO NOTHING")
                .Bind(1, id).Bind(2, number).Run();
            var partition = session.Prepare("SELECT id FROM hub_partition WHERE hub = ?1 AND number = ?2").Bind(1, id).Bind(2, number);
            partition.Step();
            tables[number] = new PartitionTable(partition.Int64(0));
        }

        return (created, tables);
    }
}
