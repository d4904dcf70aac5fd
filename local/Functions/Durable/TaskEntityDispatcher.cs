using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Hands the operation at hand to an entity.</summary>
public sealed class TaskEntityDispatcher
{
    private readonly TaskEntityOperation operation;
    private readonly IServiceProvider services;

    internal TaskEntityDispatcher(TaskEntityOperation operation, IServiceProvider services)
    {
        this.operation = operation;
        this.services = services;
    }

    internal object? Result { get; private set; }

    public async Task DispatchAsync(ITaskEntity entity) => Result = await entity.RunAsync(operation);

    /// <summary>To a new instance of the class, with its dependencies.</summary>
    public Task DispatchAsync<T>() where T : class, ITaskEntity => DispatchAsync(ActivatorUtilities.GetServiceOrCreateInstance<T>(services));

    public async Task DispatchAsync(Func<TaskEntityOperation, ValueTask<object?>> handler) => Result = await handler(operation);
}
