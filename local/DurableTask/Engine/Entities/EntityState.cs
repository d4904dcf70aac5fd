using System.ComponentModel;
using System.Reflection;
using Microsoft.DurableTask;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>
/// An entity's state between two operations, as text. A state whose type says that it never changes
/// (<see cref="ImmutableObjectAttribute"/>) is kept as the object, too, and made text once for a batch of operations; every other
/// could be changed by the next operation, whose failure must not leave a trace, so it is made text at once.
/// </summary>
internal sealed class EntityState
{
    private readonly DataConverter converter;
    private readonly object? live;
    private string? text;

    private EntityState(DataConverter converter, string? text, object? live)
    {
        this.converter = converter;
        this.text = text;
        this.live = live;
    }

    public bool IsThere => live is not null || text is not null;

    /// <summary>As it is stored; null when there is none.</summary>
    public string? Text => text ??= live is null ? null : converter.Serialize(live);

    public static EntityState Stored(DataConverter converter, string? text) => new(converter, text, null);

    public static EntityState Left(DataConverter converter, object? state) =>
        state?.GetType().GetCustomAttribute<ImmutableObjectAttribute>() is { Immutable: true }
            ? new EntityState(converter, null, state)
            : new EntityState(converter, converter.Serialize(state), null);

    public object? As(Type type) => type.IsInstanceOfType(live) ? live : converter.Deserialize(Text, type);
}
