using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Client.Entities;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Client;

/// <summary>The client of a hub in the same process. Every change is on the disk when its task completes.</summary>
internal sealed class HubClient : DurableTaskClient
{
    private const int InstancesPerPurgeUnit = 100;

    private readonly Hub hub;
    private readonly InstanceQueries queries;
    private readonly HubEntityClient entities;

    public HubClient(Hub hub)
        : base(hub.Options.HubName)
    {
        this.hub = hub;
        queries = new InstanceQueries(hub.Store, hub.Options.DataConverter);
        entities = new HubEntityClient(hub);
    }

    public override DurableEntityClient Entities => entities;

    public override async Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName,
        object? input = null,
        StartOrchestrationOptions? options = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(orchestratorName.Name, nameof(orchestratorName));
        var id = options?.InstanceId ?? Guid.NewGuid().ToString("N");
        InstanceIds.Check(id);
        var added = new NewInstance(
            id,
            orchestratorName.Name,
            options?.Version?.Version ?? hub.Options.DefaultVersion,
            hub.Options.DataConverter.Serialize(input),
            options?.StartAt?.UtcTicks ?? 0,
            options?.Tags,
            null);
        var dedupe = options?.DedupeStatuses?.Select(Enum.Parse<OrchestrationRuntimeStatus>).ToHashSet();

        // Without a word from the caller an instance that has not ended keeps its place, as hosts have it by default.
        await WriteAsync(unit => unit.Create(added, status => dedupe?.Contains(status) ?? status.IsAlive()), cancellation);
        return id;
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var raised = new HistoryEvent.EventRaised(eventName, hub.Options.DataConverter.Serialize(eventPayload));
        return WriteAsync(unit => unit.Deliver(instanceId, raised), cancellation);
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.RuntimeStatus != OrchestrationRuntimeStatus.Pending, getInputsAndOutputs, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, found => found.IsCompleted, getInputsAndOutputs, cancellation);

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        var end = new HistoryEvent.Terminated(hub.Options.DataConverter.Serialize(options?.Output), options?.Recursive == true);
        return WriteAsync(unit => unit.Deliver(instanceId, end), cancellation);
    }

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(unit => unit.Deliver(instanceId, new HistoryEvent.Suspended(reason)), cancellation);
    }

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(unit => unit.Deliver(instanceId, new HistoryEvent.Resumed(reason)), cancellation);
    }

    public override Task<OrchestrationMetadata?> GetInstancesAsync(string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return Task.FromResult(queries.Find(instanceId, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        var query = filter ?? new OrchestrationQuery();
        return Pageable.Create((token, size, _) => Task.FromResult(queries.List(query, token ?? query.ContinuationToken, size)));
    }

    /// <summary>Ids of instances that have ended, in the order in which they were created; the token of a page is the key of its last one.</summary>
    public override Task<Page<string>> ListInstanceIdsAsync(
        IEnumerable<OrchestrationRuntimeStatus>? runtimeStatus = null,
        DateTimeOffset? completedTimeFrom = null,
        DateTimeOffset? completedTimeTo = null,
        int pageSize = OrchestrationQuery.DefaultPageSize,
        string? lastInstanceKey = null,
        CancellationToken cancellation = default) =>
        Task.FromResult(queries.ListEnded(runtimeStatus, completedTimeFrom, completedTimeTo, pageSize, lastInstanceKey));

    public override Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(
            unit =>
            {
                var found = unit.Session.Prepare($"SELECT instance FROM durable_instance WHERE hub = ?1 AND id = ?2 AND NOT {StatusExtensions.AliveSql}")
                    .Bind(1, hub.Store.Key).Bind(2, instanceId);
                return new PurgeResult(found.Step() ? Purge(unit, found.Int64(0), options?.Recursive == true) : 0, isComplete: true);
            },
            cancellation);
    }

    public override async Task<PurgeResult> PurgeAllInstancesAsync(PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var began = hub.Time.GetTimestamp();
        var purged = 0;
        while (true)
        {
            // In portions, so that a large purge does not hold up the writer.
            var (count, found) = await WriteAsync(
                unit =>
                {
                    var keys = InstanceQueries.FindCompleted(unit.Session, hub.Store.Key, filter, InstancesPerPurgeUnit);
                    return (keys.Sum(key => Purge(unit, key, options?.Recursive == true)), keys.Count);
                },
                cancellation);
            purged += count;
            if (found < InstancesPerPurgeUnit) return new PurgeResult(purged, isComplete: true);
            if (filter.Timeout is { } timeout && hub.Time.GetElapsedTime(began) > timeout) return new PurgeResult(purged, isComplete: false);
        }
    }

    public override async Task<string> RestartAsync(string instanceId, bool restartWithNewInstanceId = false, CancellationToken cancellation = default)
    {
        var old = hub.Store.FindInstance(instanceId) ?? throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId));
        var id = restartWithNewInstanceId ? Guid.NewGuid().ToString("N") : instanceId;
        await WriteAsync(unit => unit.Create(new NewInstance(id, old.Name, old.Version, old.Input, 0, null, null), status => status.IsAlive()), cancellation);
        return id;
    }

    public override Task RewindInstanceAsync(string instanceId, string reason, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        return WriteAsync(
            unit =>
            {
                var found = unit.Session.Prepare("SELECT instance, execution, status FROM durable_instance WHERE hub = ?1 AND id = ?2").Bind(1, hub.Store.Key).Bind(2, instanceId);
                if (!found.Step()) throw new ArgumentException($"There is no orchestration instance '{instanceId}'.", nameof(instanceId));
                var (key, execution, status) = (found.Int64(0), (int)found.Int64(1), (OrchestrationRuntimeStatus)found.Int64(2));
                if (status != OrchestrationRuntimeStatus.Failed) throw new InvalidOperationException($"Only a failed instance can be rewound, and '{instanceId}' is {status}.");
                Rewind.Apply(unit, instanceId, key, execution, reason);
                return true;
            },
            cancellation);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<T> WriteAsync<T>(Func<HubUnit, T> work, CancellationToken cancellation) =>
        hub.Store.WriteAsync(work, (outbox, _) => hub.Perform(outbox), cancellation);

    private async Task<OrchestrationMetadata> WaitAsync(string id, Func<OrchestrationMetadata, bool> reached, bool withPayloads, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        while (true)
        {
            using var change = hub.Waiters.NextChange(id);
            if (queries.Find(id, withPayloads) is { } found && reached(found)) return found;
            await change.Task.WaitAsync(cancellation);
        }
    }

    private static int Purge(HubUnit unit, long key, bool recursive)
    {
        var count = 1;
        if (recursive)
        {
            var rows = unit.Session.Prepare($"SELECT instance FROM durable_instance WHERE parent = ?1 AND NOT {StatusExtensions.AliveSql}").Bind(1, key);
            var children = new List<long>();
            while (rows.Step()) children.Add(rows.Int64(0));
            count += children.Sum(child => Purge(unit, child, recursive));
        }

        unit.Forget(key);
        return count;
    }
}
