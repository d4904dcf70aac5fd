using System.Collections.Concurrent;
using System.ComponentModel;
using System.Reflection;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>
/// What the type of a state says of it. Marked with <see cref="ImmutableObjectAttribute"/>, it never changes. If it is a dictionary of such objects besides,
/// by names, it is stored entry by entry: a large state of which an operation changes little costs what changed. As text it is the same either way.
/// </summary>
internal sealed class StateShape
{
    private static readonly ConcurrentDictionary<Type, StateShape> Known = new();

    private StateShape(Type type)
    {
        IsImmutable = IsMarked(type);
        if (!IsImmutable) return;
        var values = type.GetInterfaces()
            .Where(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) && one.GetGenericArguments()[0] == typeof(string))
            .Select(one => one.GetGenericArguments()[1])
            .FirstOrDefault(value => !value.IsValueType && IsMarked(value));
        if (values is not null) Entries = (StateEntries)Activator.CreateInstance(typeof(StateEntries<>).MakeGenericType(values))!;
    }

    public bool IsImmutable { get; }

    /// <summary>Null where it is stored as one text.</summary>
    public StateEntries? Entries { get; }

    public static StateShape Of(Type type) => Known.GetOrAdd(type, static type => new StateShape(type));

    private static bool IsMarked(Type type) => type.GetCustomAttribute<ImmutableObjectAttribute>() is { Immutable: true };
}
