using System.Linq.Expressions;
using System.Reflection;

namespace OmniFunctions.Local.Functions;

/// <summary>Sends one kind of output.</summary>
internal interface IOutputBinding
{
    /// <summary>As in function.json.</summary>
    string Type { get; }

    Task SendAsync(object value, InvocationContext context);
}

internal sealed record Output(string Name, Func<object, object?> Get, IOutputBinding Binding);

/// <summary>What becomes of the value a function returned: which parts are outputs, and which part answers a request.</summary>
/// <param name="shape">The type whose parts those are. A value of another type was put there by middleware, and is an answer.</param>
/// <param name="answer">Null where the value holds outputs only.</param>
internal sealed class OutputPlan(Type? shape, IReadOnlyList<Output> outputs, Func<object, object?>? answer)
{
    /// <summary>The whole value is the answer.</summary>
    public static readonly OutputPlan None = new(null, [], null);

    public IReadOnlyList<Output> Outputs => outputs;

    /// <summary>Outputs leave only after the whole pipeline came back without an exception. A null is no output.</summary>
    public async ValueTask SendAsync(InvocationContext context)
    {
        if (outputs.Count == 0 || context.Result is not { } result || !shape!.IsInstanceOfType(result)) return;
        foreach (var output in outputs)
            if (output.Get(result) is { } value) await output.Binding.SendAsync(value, context);
    }

    public object? Answer(object? result) =>
        result is null || shape is null || !shape.IsInstanceOfType(result) ? result : answer?.Invoke(result);

    public static Func<object, object?> Getter(PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(target, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), target).Compile();
    }
}
