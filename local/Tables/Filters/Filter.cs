namespace OmniFunctions.Local.Tables;

internal enum Comparer
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>A parsed filter. A comparison holds only for an entity that has the property, in a comparable type.</summary>
internal abstract record Filter
{
    private Filter() { }

    public sealed record And(Filter Left, Filter Right) : Filter;

    public sealed record Or(Filter Left, Filter Right) : Filter;

    public sealed record Not(Filter Inner) : Filter;

    public sealed record Constant(bool Value) : Filter;

    public sealed record Comparison(string Property, Comparer Comparer, object Value) : Filter;

    public bool Matches(EntityRow row) => this switch
    {
        And and => and.Left.Matches(row) && and.Right.Matches(row),
        Or or => or.Left.Matches(row) || or.Right.Matches(row),
        Not not => !not.Inner.Matches(row),
        Constant constant => constant.Value,
        Comparison comparison => Holds(comparison, row),
        _ => throw new InvalidOperationException($"Unknown filter {GetType()}."),
    };

    private static bool Holds(Comparison comparison, EntityRow row)
    {
        var found = comparison.Property switch
        {
            "PartitionKey" => row.PartitionKey,
            "RowKey" => row.RowKey,
            "Timestamp" => row.Timestamp,
            var name => row.Find(name),
        };
        if (found is null || Compare(found, comparison.Value) is not { } order) return false;
        return comparison.Comparer switch
        {
            Comparer.Equal => order == 0,
            Comparer.NotEqual => order != 0,
            Comparer.Less => order < 0,
            Comparer.LessOrEqual => order <= 0,
            Comparer.Greater => order > 0,
            Comparer.GreaterOrEqual => order >= 0,
            _ => throw new InvalidOperationException($"Unknown comparer {comparison.Comparer}."),
        };
    }

    /// <summary>Null where the two types do not compare. Integers of both widths and reals do.</summary>
    private static int? Compare(object stored, object literal) => (stored, literal) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (int a, int b) => a.CompareTo(b),
        (int or long, int or long) => Convert.ToInt64(stored, null).CompareTo(Convert.ToInt64(literal, null)),
        (int or long or double, int or long or double) => Convert.ToDouble(stored, null).CompareTo(Convert.ToDouble(literal, null)),
        (bool a, bool b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (Guid a, Guid b) => string.CompareOrdinal(a.ToString(), b.ToString()),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        _ => null,
    };
}
