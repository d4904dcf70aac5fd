using System.Globalization;

namespace OmniFunctions.Policies;

/// <summary>One test of one fact, with what it is compared with laid out for comparing.</summary>
internal sealed class Question
{
    private readonly string path;
    private readonly ConditionOperator op;
    private readonly string[] texts;
    private readonly double[] numbers;
    private readonly bool wanted;
    private readonly bool byNumber;

    private Question(FactField field, Condition.Test test, FactSource source)
    {
        Name = field.Name;
        Attribute = FactFields.AttributeOf(field.Path);
        path = test.Field;
        op = test.Operator;
        var values = test.Value is Operand.Many many ? many.Values : [test.Value];
        var ranked = field.Kind == FactKind.Tier && op is ConditionOperator.AtLeast or ConditionOperator.AtMost;
        texts = [.. values.OfType<Operand.Text>().Select(text => text.Value)];
        numbers = ranked
            ? [.. texts.Select(tier => (double)source.RankOf(tier))]
            : [.. values.Select(NumberOf).OfType<double>()];
        byNumber = ranked || field.Kind is FactKind.Number or FactKind.Flag;
        wanted = test.Value is not Operand.Flag { Value: false };
    }

    internal FactName Name { get; }

    internal string? Attribute { get; }

    /// <exception cref="ArgumentException">No such field: validation comes first.</exception>
    internal static Question Of(Condition.Test test, FactSource source) => FactFields.Find(test.Field) is { } field
        ? new Question(field, test, source)
        : throw new ArgumentException($"A condition cannot ask about '{test.Field}'.", nameof(test));

    public override string ToString() =>
        $"{path} {Operators.NameOf(op)} {(op == ConditionOperator.Exists ? wanted : string.Join(" | ", texts.Length > 0 ? texts : numbers.Select(Say)))}";

    internal bool Holds(in FactReading found) => op switch
    {
        ConditionOperator.Exists => found.IsThere == wanted,
        ConditionOperator.Is or ConditionOperator.In => found.IsThere && IsAmong(found),
        ConditionOperator.IsNot or ConditionOperator.NotIn => !found.IsThere || !IsAmong(found),
        ConditionOperator.Contains => found.IsThere && Contains(found),
        ConditionOperator.StartsWith => found.Text is { } text && text.StartsWith(texts[0], StringComparison.OrdinalIgnoreCase),
        ConditionOperator.AtLeast => found is { IsThere: true, IsNumber: true } && found.Number >= numbers[0],
        ConditionOperator.AtMost => found is { IsThere: true, IsNumber: true } && found.Number <= numbers[0],
        _ => throw new InvalidOperationException($"There is no operator {op}."),
    };

    private bool IsAmong(in FactReading found)
    {
        if (!found.Several.IsDefault)
        {
            foreach (var one in found.Several)
            {
                if (IsAmong(one)) return true;
            }

            return false;
        }

        return found.Text is { } text && !byNumber ? IsAmong(text) : found.IsNumber && numbers.AsSpan().Contains(found.Number);
    }

    private bool IsAmong(string text)
    {
        foreach (var known in texts)
        {
            if (string.Equals(known, text, StringComparison.Ordinal)) return true;
        }

        return false;
    }

    private bool Contains(in FactReading found) => found.Several.IsDefault
        ? found.Text is { } text && text.Contains(texts[0], StringComparison.OrdinalIgnoreCase)
        : IsAmong(found);

    private static double? NumberOf(Operand value) => value switch
    {
        Operand.Number number => number.Value,
        Operand.Flag flag => flag.Value ? 1 : 0,
        _ => null,
    };

    private static string Say(double number) => number.ToString(CultureInfo.InvariantCulture);
}
