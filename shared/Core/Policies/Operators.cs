namespace OmniFunctions.Policies;

/// <summary>Operators by the names the documents give them.</summary>
internal static class Operators
{
    internal static IReadOnlyList<ConditionOperator> All { get; } = Enum.GetValues<ConditionOperator>();

    internal static string NameOf(ConditionOperator op) => op switch
    {
        ConditionOperator.Is => "is",
        ConditionOperator.IsNot => "isNot",
        ConditionOperator.In => "in",
        ConditionOperator.NotIn => "notIn",
        ConditionOperator.Contains => "contains",
        ConditionOperator.AtLeast => "atLeast",
        ConditionOperator.AtMost => "atMost",
        ConditionOperator.StartsWith => "startsWith",
        ConditionOperator.Exists => "exists",
        _ => throw new ArgumentOutOfRangeException(nameof(op), op, "There is no such operator."),
    };

    internal static ConditionOperator? Parse(string name)
    {
        foreach (var op in All)
        {
            if (NameOf(op) == name) return op;
        }

        return null;
    }
}
