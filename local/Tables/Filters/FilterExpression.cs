using System.Linq.Expressions;
using System.Reflection;

namespace OmniFunctions.Local.Tables;

/// <summary>Translates a C# predicate over an entity into OData filter text.</summary>
internal static class FilterExpression
{
    public static string Translate(LambdaExpression predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return Predicate(predicate.Body, predicate.Parameters[0]);
    }

    private static string Predicate(Expression node, ParameterExpression entity) => node switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both => $"({Predicate(both.Left, entity)}) and ({Predicate(both.Right, entity)})",
        BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either => $"({Predicate(either.Left, entity)}) or ({Predicate(either.Right, entity)})",
        UnaryExpression { NodeType: ExpressionType.Not } not => $"not ({Predicate(not.Operand, entity)})",
        UnaryExpression { NodeType: ExpressionType.Convert } convert => Predicate(convert.Operand, entity),
        BinaryExpression comparison => Comparison(comparison, entity),
        _ when !Mentions(node, entity) && Evaluate(node) is bool truth => FilterText.Literal(truth),
        _ when PropertyOf(node, entity) is { } flag => $"{flag} eq true",
        _ => throw Unsupported(node),
    };

    private static string Comparison(BinaryExpression node, ParameterExpression entity)
    {
        var (left, right) = (node.Left, node.Right);

        // C# has no < over strings: x.RowKey.CompareTo("a") < 0 and string.Compare(x.RowKey, "a") < 0 stand for it.
        if (left is MethodCallExpression { Method: { Name: "Compare" or "CompareTo" or "CompareOrdinal" } } compare && right is ConstantExpression { Value: 0 })
        {
            left = compare.Object ?? compare.Arguments[0];
            right = compare.Arguments[compare.Object is null ? 1 : 0];
        }

        if (PropertyOf(left, entity) is { } property) return $"{property} {Operator(node.NodeType)} {Value(right, left, entity)}";
        if (PropertyOf(right, entity) is { } turned) return $"{turned} {Operator(Turn(node.NodeType))} {Value(left, right, entity)}";
        throw Unsupported(node);
    }

    private static string Value(Expression node, Expression property, ParameterExpression entity)
    {
        if (Mentions(node, entity)) throw Unsupported(node);
        var value = Evaluate(node);

        // The compiler compares enumerations by number; a table stores their names.
        var type = property is UnaryExpression { NodeType: ExpressionType.Convert } convert ? Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type : null;
        if (type is { IsEnum: true } && value is not null) value = Enum.ToObject(type, value);
        return FilterText.Literal(value);
    }

    /// <summary>The property that an expression names: <c>x.Age</c>, <c>x["Age"]</c>, <c>x.GetInt32("Age")</c>, with or without a conversion.</summary>
    private static string? PropertyOf(Expression node, ParameterExpression entity)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert) node = convert.Operand;
        return node switch
        {
            MemberExpression { Member.Name: "Value", Expression: { } inner } when Nullable.GetUnderlyingType(inner.Type) is not null => PropertyOf(inner, entity),
            MemberExpression { Member: PropertyInfo { Name: "Name" } } member when member.Expression == entity && entity.Type == typeof(Azure.Data.Tables.Models.TableItem) => "TableName",
            MemberExpression { Member: PropertyInfo } member when member.Expression == entity => EntityShape.NameOf(member.Member),
            MethodCallExpression { Arguments: [var name] } call when call.Object == entity && call.Method.Name.StartsWith("Get", StringComparison.OrdinalIgnoreCase) && !Mentions(name, entity)
                => Evaluate(name) as string,
            _ => null,
        };
    }

    private static string Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "eq",
        ExpressionType.NotEqual => "ne",
        ExpressionType.GreaterThan => "gt",
        ExpressionType.GreaterThanOrEqual => "ge",
        ExpressionType.LessThan => "lt",
        ExpressionType.LessThanOrEqual => "le",
        _ => throw new NotSupportedException($"The operator {type} has no counterpart in a table filter."),
    };

    private static ExpressionType Turn(ExpressionType type) => type switch
    {
        ExpressionType.GreaterThan => ExpressionType.LessThan,
        ExpressionType.GreaterThanOrEqual => ExpressionType.LessThanOrEqual,
        ExpressionType.LessThan => ExpressionType.GreaterThan,
        ExpressionType.LessThanOrEqual => ExpressionType.GreaterThanOrEqual,
        _ => type,
    };

    private static object? Evaluate(Expression node) => node is ConstantExpression constant
        ? constant.Value
        : Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();

    private static bool Mentions(Expression node, ParameterExpression entity)
    {
        var search = new ParameterSearch(entity);
        search.Visit(node);
        return search.Found;
    }

    private static NotSupportedException Unsupported(Expression node) => new($"The expression {node} has no counterpart in a table filter.");

    private sealed class ParameterSearch(ParameterExpression wanted) : ExpressionVisitor
    {
        public bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == wanted;
            return node;
        }
    }
}
