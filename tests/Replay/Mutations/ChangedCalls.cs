using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Replay.Mutations;

internal sealed class RenamedActivity(TaskOrchestrationContext inner, string from) : ForwardingContext(inner)
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        base.CallActivityAsync<TResult>(name == from ? from + "V2" : name, input, options);
}

internal sealed class RemovedActivity(TaskOrchestrationContext inner, string removed) : ForwardingContext(inner)
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        name == removed ? Task.FromResult(default(TResult)!) : base.CallActivityAsync<TResult>(name, input, options);
}

internal sealed class ActivityCalledTwice(TaskOrchestrationContext inner, string repeated) : ForwardingContext(inner)
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (name == repeated) await base.CallActivityAsync<TResult>(name, input, options);
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}

/// <summary>A call of something new around the n-th activity, counted from 0.</summary>
internal sealed class AddedActivity(TaskOrchestrationContext inner, int at, bool before) : ForwardingContext(inner)
{
    private int calls;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        var isHere = calls++ == at;
        if (isHere && before) await Inner.CallActivityAsync<object?>("Audit");
        var result = await base.CallActivityAsync<TResult>(name, input, options);
        if (isHere && !before) await Inner.CallActivityAsync<object?>("Audit");
        return result;
    }
}

/// <summary>The next call is asked for without waiting for what the first one brought.</summary>
internal sealed class ActivitiesAtOnce(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        _ = base.CallActivityAsync<object?>("Prefetch", input);
        return base.CallActivityAsync<TResult>(name, input, options);
    }
}

internal sealed class ActivityMadeSubOrchestration(TaskOrchestrationContext inner, string changed) : ForwardingContext(inner)
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        name == changed ? CallSubOrchestratorAsync<TResult>(name, input, options) : base.CallActivityAsync<TResult>(name, input, options);
}

internal sealed class OtherRetries(TaskOrchestrationContext inner, TaskOptions? changed) : ForwardingContext(inner)
{
    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        base.CallActivityAsync<TResult>(name, input, changed);
}

/// <summary>Asks for more in a replay than in the first run: the code looks at what it must not decide on.</summary>
internal sealed class LooksAtReplaying(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (IsReplaying) await Inner.CallActivityAsync<object?>("Warm");
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}

internal sealed class AwaitsOutsideOfItsContext(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        await Task.Delay(1);
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}

internal sealed class ThrowsAt(TaskOrchestrationContext inner, int at) : ForwardingContext(inner)
{
    private int calls;

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        calls++ == at ? throw new NotSupportedException("no longer done") : base.CallActivityAsync<TResult>(name, input, options);
}
