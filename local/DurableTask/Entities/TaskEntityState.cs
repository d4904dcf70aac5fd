namespace Microsoft.DurableTask.Entities;

/// <summary>The state of an entity, as its operations see and change it.</summary>
public abstract class TaskEntityState
{
    public abstract bool HasState { get; }

    public abstract object? GetState(Type type);

    public virtual T? GetState<T>(T? defaultValue = default) => HasState && GetState(typeof(T)) is T state ? state : defaultValue;

    /// <summary>Null deletes the entity.</summary>
    public abstract void SetState(object? state);
}
