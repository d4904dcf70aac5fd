using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs functions through the app's middleware.</summary>
internal sealed partial class FunctionRunner
{
    private readonly FunctionExecutionDelegate pipeline;
    private readonly RunLimit limit;
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    public FunctionRunner(
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, RunLimit limit, IServiceScopeFactory scopes, TimeProvider time,
        ILogger<FunctionRunner> logger)
    {
        pipeline = static context => InvocationContext.Of(context).Function.InvokeAsync((InvocationContext)context);
        foreach (var layer in middleware.Reverse()) pipeline = layer(pipeline);
        this.limit = limit;
        this.scopes = scopes;
        this.time = time;
        this.logger = logger;
    }

    /// <summary>Runs inside a scope the caller owns, as a request does.</summary>
    public Task RunAsync(InvocationContext context) => limit.RunAsync(context.Function.Name, token => RunAsync(context, token), context.CancellationToken);

    /// <summary>Runs in a scope of its own, once. The exception of the function is logged here and comes back to the trigger.</summary>
    /// <returns>What the function returned.</returns>
    public async Task<object?> RunAsync(Function function, TriggerData trigger, CancellationToken cancellation)
    {
        WorkInHand.GoOn();
        var context = new InvocationContext(function, trigger, services: null, cancellation);
        try
        {
            await limit.RunAsync(function.Name, token => RunInScopeAsync(context, token), cancellation);
            return context.Result;
        }
        catch (Exception e) when (!(e is OperationCanceledException && cancellation.IsCancellationRequested))
        {
            LogFailed(e, function.Name, context.InvocationId, trigger.Retry.RetryCount);
            throw;
        }
    }

    /// <summary>The scope lives as long as the function does, which a run that was given up on may not wait for.</summary>
    private async Task RunInScopeAsync(InvocationContext context, CancellationToken cancellation)
    {
        await using var scope = scopes.CreateAsyncScope();
        context.InstanceServices = scope.ServiceProvider;
        await RunAsync(context, cancellation);
    }

    private async Task RunAsync(InvocationContext context, CancellationToken cancellation)
    {
        context.Limit(cancellation);
        await pipeline(context);
        await context.Function.Outputs.SendAsync(context);
    }

    /// <summary>As <see cref="RunAsync(Function, TriggerData, CancellationToken)"/>, again and again as far as the function's retry attribute asks for it.</summary>
    /// <param name="stopping">Ends the waits between the runs, and lets a run that has begun come to its end.</param>
    public async Task RunWithRetriesAsync(Function function, TriggerData trigger, CancellationToken stopping, CancellationToken abort)
    {
        for (var retry = 0; ; retry++)
        {
            if (function.Retry is { } policy) trigger.Retry = new Attempt(retry, policy.MaxRetries);
            try
            {
                await RunAsync(function, trigger, abort);
                return;
            }
            catch (Exception) when (function.Retry is { } asked && asked.Allows(retry + 1) && !stopping.IsCancellationRequested)
            {
                await Task.Delay(asked.Delay(retry + 1), time, stopping);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed, invocation {InvocationId}, retry {Retry}.")]
    private partial void LogFailed(Exception exception, string function, string invocationId, int retry);
}
