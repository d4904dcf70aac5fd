using System.Linq.Expressions;
using System.Reflection;

namespace OmniFunctions.Local.Functions;

/// <summary>Calls a method and waits for what it returns; null for a method that returns nothing.</summary>
internal delegate ValueTask<object?> MethodInvoker(object? instance, object?[] arguments);

/// <summary>Compiles the call of a method once, so that each run is a plain call.</summary>
internal static class CompiledInvoker
{
    private static readonly BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Static;

    public static MethodInvoker For(MethodInfo method)
    {
        var instance = Expression.Parameter(typeof(object), "instance");
        var arguments = Expression.Parameter(typeof(object?[]), "arguments");
        var values = method.GetParameters().Select((parameter, index) =>
            Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(index)), parameter.ParameterType));
        var call = method.IsStatic
            ? Expression.Call(method, values)
            : Expression.Call(Expression.Convert(instance, method.DeclaringType!), method, values);
        return Expression.Lambda<MethodInvoker>(Awaited(call), instance, arguments).Compile();
    }

    private static Expression Awaited(MethodCallExpression call)
    {
        var type = call.Type;
        if (type == typeof(void)) return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (type == typeof(Task)) return Through(nameof(OfTask), call);
        if (type == typeof(ValueTask)) return Through(nameof(OfValueTask), call);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) return Through(nameof(OfTaskResult), call, type.GetGenericArguments()[0]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) return Through(nameof(OfValueTaskResult), call, type.GetGenericArguments()[0]);
        return Through(nameof(OfValue), Expression.Convert(call, typeof(object)));
    }

    private static MethodCallExpression Through(string wrapper, Expression call, params Type[] result)
    {
        var method = typeof(CompiledInvoker).GetMethod(wrapper, Hidden)!;
        return Expression.Call(result.Length == 0 ? method : method.MakeGenericMethod(result), call);
    }

    private static ValueTask<object?> OfValue(object? value) => new(value);

    private static ValueTask<object?> OfTask(Task task)
    {
        return task.IsCompletedSuccessfully ? default : Slow(task);

        static async ValueTask<object?> Slow(Task task)
        {
            await task;
            return null;
        }
    }

    private static ValueTask<object?> OfValueTask(ValueTask task) => task.IsCompletedSuccessfully ? default : OfTask(task.AsTask());

    private static ValueTask<object?> OfTaskResult<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new(task.Result) : Slow(task);

        static async ValueTask<object?> Slow(Task<T> task) => await task;
    }

    private static ValueTask<object?> OfValueTaskResult<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? new(task.Result) : OfTaskResult(task.AsTask());
}
