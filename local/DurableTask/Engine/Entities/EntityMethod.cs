using System.Reflection;
using System.Runtime.ExceptionServices;
using Microsoft.DurableTask.Entities;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>Calls one method as an operation: binds its parameters and unwraps whichever kind of task it returns.</summary>
internal sealed class EntityMethod(MethodInfo method)
{
    private readonly ParameterInfo[] parameters = method.GetParameters();

    public async ValueTask<object?> InvokeAsync(object target, TaskEntityOperation operation)
    {
        object? returned;
        try
        {
            returned = method.Invoke(target, Bind(operation));
        }
        catch (TargetInvocationException e) when (e.InnerException is { } thrown)
        {
            ExceptionDispatchInfo.Throw(thrown);
            throw;
        }

        return returned switch
        {
            Task task => await ResultOf(task),
            ValueTask task => await ResultOf(task.AsTask()),
            not null when IsGenericValueTask(returned.GetType()) => await ResultOf((Task)returned.GetType().GetMethod("AsTask")!.Invoke(returned, null)!),
            _ => returned,
        };
    }

    private object?[] Bind(TaskEntityOperation operation)
    {
        var values = new object?[parameters.Length];
        var inputBound = false;
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (parameter.ParameterType == typeof(TaskEntityContext)) values[i] = operation.Context;
            else if (parameter.ParameterType == typeof(TaskEntityOperation)) values[i] = operation;
            else if (inputBound) throw new InvalidOperationException($"Entity operation '{operation.Name}' has more than one input parameter.");
            else
            {
                inputBound = true;
                if (operation.HasInput) values[i] = operation.GetInput(parameter.ParameterType);
                else if (parameter.HasDefaultValue) values[i] = parameter.DefaultValue;
                else throw new InvalidOperationException($"Entity operation '{operation.Name}' expects an input but was called without one.");
            }
        }

        return values;
    }

    private static bool IsGenericValueTask(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    private async Task<object?> ResultOf(Task task)
    {
        await task;
        return method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
    }
}
