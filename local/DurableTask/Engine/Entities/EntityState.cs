using Microsoft.DurableTask;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>
/// An entity's state between two operations. One that never changes (<see cref="StateShape"/>) is kept as the object, too, and made text once
/// for a batch of operations; every other could be changed by the next operation, whose failure must not leave a trace, so it is made text at once.
/// </summary>
internal sealed class EntityState
{
    /// <summary>Stands in place of a state that is stored entry by entry. No JSON begins so.</summary>
    public const string ByEntry = "@entries";

    private readonly DataConverter converter;
    private readonly bool isStoredByEntry;
    private object? live;
    private string? text;

    private EntityState(DataConverter converter, string? text, object? live, bool isStoredByEntry = false)
    {
        this.converter = converter;
        this.text = text;
        this.live = live;
        this.isStoredByEntry = isStoredByEntry;
    }

    public bool IsThere => live is not null || text is not null;

    public static EntityState Stored(DataConverter converter, string? text, bool byEntry) => new(converter, text, null, byEntry);

    public static EntityState Left(DataConverter converter, object? state) => state is not null && StateShape.Of(state.GetType()).IsImmutable
        ? new EntityState(converter, null, state)
        : new EntityState(converter, converter.Serialize(state), null);

    public object? As(Type type)
    {
        if (type.IsInstanceOfType(live)) return live;
        var state = converter.Deserialize(text ??= converter.Serialize(live), type);
        if (state is not null && live is null && StateShape.Of(state.GetType()).IsImmutable) live = state;
        return state;
    }

    /// <summary>The object itself; null where only its text is known, or it is another one.</summary>
    public T? Live<T>() => live is T state ? state : default;

    /// <summary>What must be written so that this is stored where <paramref name="stored"/> is now.</summary>
    public EntityChange ChangeFrom(EntityState stored)
    {
        var entries = live is null ? null : StateShape.Of(live.GetType()).Entries;
        if (entries is null) return new EntityChange(text ??= live is null ? null : converter.Serialize(live), stored.IsByEntry, []);
        var before = stored.IsByEntry && stored.live?.GetType() == live!.GetType() ? stored.live : null;
        return new EntityChange(ByEntry, stored.IsByEntry && before is null, entries.Changes(before, live!, converter));
    }

    private bool IsByEntry => isStoredByEntry || (live is not null && StateShape.Of(live.GetType()).Entries is not null);
}
