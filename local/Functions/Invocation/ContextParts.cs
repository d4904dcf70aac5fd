using System.Collections;
using System.Diagnostics;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

internal sealed class InvocationBinding(TriggerData trigger) : BindingContext
{
    public override IReadOnlyDictionary<string, object?> BindingData { get; } = trigger.BindingData;
}

internal sealed class InvocationTrace(Activity? activity) : TraceContext
{
    public override string TraceParent { get; } = activity?.Id ?? "";

    public override string TraceState { get; } = activity?.TraceStateString ?? "";
}

internal sealed class InvocationFeatures : IInvocationFeatures
{
    private readonly Dictionary<Type, object> features = [];

    public void Set<T>(T instance) => features[typeof(T)] = instance!;

    public T? Get<T>() => features.TryGetValue(typeof(T), out var found) ? (T)found : default;

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class ResultOfContext(InvocationContext context) : InvocationResult
{
    public override object? Value
    {
        get => context.Result;
        set => context.Result = value;
    }
}

internal sealed class ResultOfContext<T>(InvocationContext context) : InvocationResult<T>
{
    public override T? Value
    {
        get => context.Result is null or T
            ? (T?)context.Result
            : throw new InvalidOperationException($"The result is a {context.Result.GetType()}, not a {typeof(T)}.");
        set => context.Result = value;
    }
}
