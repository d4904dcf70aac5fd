namespace OmniFunctions.Local.Tables;

/// <summary>One end of a range of keys.</summary>
internal readonly record struct KeyBound(string Key, bool Inclusive);

/// <summary>
/// The keys a filter can match at all, read off the comparisons that must all hold. It is never narrower than the filter;
/// what it leaves open is evaluated entity by entity.
/// </summary>
internal sealed class KeyRange
{
    private KeyBound? low;
    private KeyBound? high;

    public KeyBound? Low => low;

    public KeyBound? High => high;

    /// <summary>The only key of the range, or null.</summary>
    public string? Single => low is { Inclusive: true } a && high is { Inclusive: true } b && a.Key == b.Key ? a.Key : null;

    public static KeyRange Of(Filter? filter, string property)
    {
        var range = new KeyRange();
        range.Narrow(filter, property);
        return range;
    }

    private void Narrow(Filter? filter, string property)
    {
        if (filter is Filter.And and)
        {
            Narrow(and.Left, property);
            Narrow(and.Right, property);
        }
        else if (filter is Filter.Comparison { Value: string key } comparison && comparison.Property == property)
        {
            if (comparison.Comparer is Comparer.Equal or Comparer.Greater or Comparer.GreaterOrEqual)
                Raise(new KeyBound(key, comparison.Comparer != Comparer.Greater));
            if (comparison.Comparer is Comparer.Equal or Comparer.Less or Comparer.LessOrEqual)
                Lower(new KeyBound(key, comparison.Comparer != Comparer.Less));
        }
    }

    private void Raise(KeyBound bound)
    {
        var order = low is { } known ? string.CompareOrdinal(bound.Key, known.Key) : 1;
        if (order > 0 || (order == 0 && !bound.Inclusive)) low = bound;
    }

    private void Lower(KeyBound bound)
    {
        var order = high is { } known ? string.CompareOrdinal(bound.Key, known.Key) : -1;
        if (order < 0 || (order == 0 && !bound.Inclusive)) high = bound;
    }
}
