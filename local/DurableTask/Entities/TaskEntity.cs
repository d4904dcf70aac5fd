using OmniFunctions.Local.DurableTask.Entities;

namespace Microsoft.DurableTask.Entities;

/// <summary>
/// The base of entities: each public method is an operation, found without regard to case, with at most one input and, as it
/// likes, the context and the operation. Services go to its constructor. An operation <c>delete</c> that the class does not define removes the state.
/// </summary>
public abstract class TaskEntity<TState> : ITaskEntity
{
    /// <summary>Whether operations that the entity lacks are looked for among the methods of its state.</summary>
    protected virtual bool AllowStateDispatch => false;

    protected TState State { get; set; } = default!;

    protected TaskEntityContext Context { get; private set; } = null!;

    public async ValueTask<object?> RunAsync(TaskEntityOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Context = operation.Context;
        var stored = operation.State.GetState(typeof(TState));
        State = stored is null ? InitializeState(operation) : (TState)stored;

        if (EntityMethods.Of(GetType()).Find(operation.Name) is { } own)
        {
            var result = await own.InvokeAsync(this, operation);
            operation.State.SetState(State);
            return result;
        }

        if (AllowStateDispatch && State is not null && EntityMethods.Of(State.GetType()).Find(operation.Name) is { } ofState)
        {
            // A value type is boxed once, so that the method changes what is stored and not a copy.
            object target = State;
            var result = await ofState.InvokeAsync(target, operation);
            State = (TState)target;
            operation.State.SetState(State);
            return result;
        }

        if (string.Equals(operation.Name, "delete", StringComparison.OrdinalIgnoreCase))
        {
            operation.State.SetState(null);
            return null;
        }

        throw new NotSupportedException($"No suitable method found for entity operation '{operation}'.");
    }

    /// <summary>The state of an entity that has none yet: by default what its constructor without parameters makes.</summary>
    protected virtual TState InitializeState(TaskEntityOperation entityOperation) =>
        Nullable.GetUnderlyingType(typeof(TState)) is null ? Activator.CreateInstance<TState>() : default!;
}
