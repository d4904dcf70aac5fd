using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What this process learned a moment ago, within a bound. What nobody asks for is forgotten: there are two generations, and the older one is given up when the younger is full.</summary>
internal sealed class Recent<TKey, TValue>(int maxPerGeneration) where TKey : notnull
{
    private ConcurrentDictionary<TKey, TValue> young = new();
    private ConcurrentDictionary<TKey, TValue> old = new();

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (young.TryGetValue(key, out value)) return true;
        if (!old.TryGetValue(key, out value)) return false;
        Keep(key, value);
        return true;
    }

    public void Keep(TKey key, TValue value)
    {
        if (young.Count >= maxPerGeneration) (old, young) = (young, new());
        young[key] = value;
    }
}
