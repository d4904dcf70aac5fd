using Microsoft.DurableTask;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>The entries of a state that is a dictionary.</summary>
internal abstract class StateEntries
{
    /// <summary>The entries that are not the same object as before, as text; null for those that are gone.</summary>
    /// <param name="before">Null when nothing is stored.</param>
    public abstract IReadOnlyList<KeyValuePair<string, string?>> Changes(object? before, object after, DataConverter converter);
}

internal sealed class StateEntries<TValue> : StateEntries
    where TValue : class
{
    public override IReadOnlyList<KeyValuePair<string, string?>> Changes(object? before, object after, DataConverter converter)
    {
        var (was, now) = ((IReadOnlyDictionary<string, TValue>?)before, (IReadOnlyDictionary<string, TValue>)after);
        var changes = new List<KeyValuePair<string, string?>>();
        var added = 0;

        // Mostly they have the same keys in the same order, and then nothing needs to be looked up.
        using var earlierOnes = was?.GetEnumerator();
        foreach (var (key, value) in now)
        {
            TValue? earlier = null;
            if (earlierOnes?.MoveNext() == true && ReferenceEquals(earlierOnes.Current.Key, key)) earlier = earlierOnes.Current.Value;
            else if (was?.TryGetValue(key, out earlier) != true) added++;
            if (!ReferenceEquals(earlier, value)) changes.Add(new(key, converter.Serialize(value)));
        }

        if (was is not null && was.Count + added > now.Count)
            changes.AddRange(was.Keys.Where(key => !now.ContainsKey(key)).Select(key => new KeyValuePair<string, string?>(key, null)));
        return changes;
    }
}
