using System.Collections.Concurrent;
using System.Reflection;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>The operations that a class offers, by name without regard to case.</summary>
internal sealed class EntityMethods
{
    private static readonly ConcurrentDictionary<Type, EntityMethods> Known = new();

    private readonly Dictionary<string, EntityMethod> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> ambiguous = new(StringComparer.OrdinalIgnoreCase);

    private EntityMethods(Type type)
    {
        foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance))
        {
            if (method.IsSpecialName || method.IsGenericMethodDefinition || BelongsToTheFramework(method)) continue;
            if (!byName.TryAdd(method.Name, new EntityMethod(method))) ambiguous.Add(method.Name);
        }
    }

    public static EntityMethods Of(Type type) => Known.GetOrAdd(type, static type => new EntityMethods(type));

    public EntityMethod? Find(string operationName) => ambiguous.Contains(operationName)
        ? throw new InvalidOperationException($"Ambiguous match for entity operation '{operationName}': more than one public method has that name.")
        : byName.GetValueOrDefault(operationName);

    private static bool BelongsToTheFramework(MethodInfo method) =>
        method.DeclaringType == typeof(object)
        || method.GetBaseDefinition().DeclaringType == typeof(object)
        || method.DeclaringType!.Assembly == typeof(EntityMethods).Assembly;
}
