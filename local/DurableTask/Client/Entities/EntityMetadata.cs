using Microsoft.DurableTask.Entities;

namespace Microsoft.DurableTask.Client.Entities;

/// <summary>What a client may know of an entity.</summary>
public class EntityMetadata<TState>
{
    private readonly TState state;

    public EntityMetadata(EntityInstanceId id)
    {
        Id = id;
        state = default!;
    }

    public EntityMetadata(EntityInstanceId id, TState? state)
    {
        Id = id;
        this.state = state!;
        IncludesState = state is not null;
    }

    public EntityInstanceId Id { get; }

    public DateTimeOffset LastModifiedTime { get; init; }

    /// <summary>Messages that wait for the entity.</summary>
    public int BacklogQueueSize { get; init; }

    /// <summary>The orchestration that holds the entity, if any.</summary>
    public string? LockedBy { get; init; }

    public bool IncludesState { get; }

    /// <exception cref="InvalidOperationException">The metadata were fetched without the state.</exception>
    public TState State => IncludesState
        ? state
        : throw new InvalidOperationException($"These metadata do not include the state: check {nameof(IncludesState)} first.");
}

/// <summary>As <see cref="EntityMetadata{TState}"/>, with the state as text.</summary>
public sealed class EntityMetadata(EntityInstanceId id, SerializedData? state = null) : EntityMetadata<SerializedData>(id, state);
