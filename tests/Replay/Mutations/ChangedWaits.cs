using Microsoft.DurableTask;

namespace OmniFunctions.Tests.Replay.Mutations;

internal sealed class RemovedTimer(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}

internal sealed class SecondTimer(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        _ = base.CreateTimer(fireAt.AddMinutes(1), cancellationToken);
        return base.CreateTimer(fireAt, cancellationToken);
    }
}

/// <summary>Sleeps before the first thing it did.</summary>
internal sealed class TimerAtTheBeginning(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    private bool slept;

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        if (!slept) await CreateTimer(CurrentUtcDateTime.AddSeconds(1), CancellationToken.None);
        slept = true;
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}

internal sealed class TimerMadeActivity(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Inner.CallActivityAsync<object?>("Sleep");
}

internal sealed class RenamedEvent(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default) =>
        base.WaitForExternalEvent<T>(eventName + "ed", cancellationToken);
}

/// <summary>A permission must come before the code begins.</summary>
internal sealed class WaitsAtTheBeginning(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        await base.WaitForExternalEvent<object?>("permission", CancellationToken.None);
        return await base.CallActivityAsync<TResult>(name, input, options);
    }
}

/// <summary>Two events where one was enough.</summary>
internal sealed class WaitsTwice(TaskOrchestrationContext inner) : ForwardingContext(inner)
{
    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        await base.WaitForExternalEvent<T>(eventName, cancellationToken);
        return await base.WaitForExternalEvent<T>(eventName, cancellationToken);
    }
}
