using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace OmniFunctions.Local.Functions;

/// <summary>Gives one argument of a run. Completes at once wherever nothing has to be read.</summary>
internal delegate ValueTask<object?> ArgumentBinder(InvocationContext context);

/// <summary>A function, ready to run: nothing is looked up by reflection after start-up.</summary>
internal sealed class Function(
    FunctionDefinition definition, string triggerName, ArgumentBinder[] arguments, MethodInvoker invoke, ObjectFactory? create, OutputPlan outputs, RetryPolicy? retry)
{
    public FunctionDefinition Definition { get; } = definition;

    public string Name => Definition.Name;

    /// <summary>The parameter that bears the trigger.</summary>
    public string TriggerName => triggerName;

    public OutputPlan Outputs { get; } = outputs;

    /// <summary>Null where the trigger's own redelivery is the retry.</summary>
    public RetryPolicy? Retry { get; } = retry;

    /// <summary>The end of the middleware pipeline: bind, create, call.</summary>
    public async Task InvokeAsync(InvocationContext context)
    {
        var values = arguments.Length == 0 ? [] : new object?[arguments.Length];
        for (var index = 0; index < values.Length; index++)
        {
            var value = arguments[index](context);
            values[index] = value.IsCompletedSuccessfully ? value.Result : await value;
        }

        if (create is null)
        {
            context.Result = await invoke(null, values);
            return;
        }

        var instance = create(context.InstanceServices, null);
        try
        {
            context.Result = await invoke(instance, values);
        }
        finally
        {
            if (instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }
}
