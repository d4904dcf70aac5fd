using Microsoft.DurableTask;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>Tries a task again as its options say. It runs as part of orchestrator code, so that waits between attempts are durable timers.</summary>
internal static class Retries
{
    public static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? options, Func<Task<T>> attempt) => options switch
    {
        null => attempt(),
        { Policy: { } policy } => WithPolicyAsync(context, policy, attempt),
        { Handler: { } handler } => WithHandlerAsync(context, handler, attempt),
        _ => attempt(),
    };

    private static async Task<T> WithPolicyAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        var interval = policy.FirstRetryInterval;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (number < policy.MaxNumberOfAttempts
                && IsWorthAnother(e.FailureDetails)
                && policy.Handles(e.FailureDetails)
                && IsInTime(policy, context.CurrentUtcDateTime - began))
            {
            }

            await context.CreateTimer(interval, CancellationToken.None);
            interval = Next(policy, interval);
        }
    }

    private static async Task<T> WithHandlerAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        var began = context.CurrentUtcDateTime;
        for (var number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e)
            {
                var asked = new RetryContext(context, number, e.FailureDetails, context.CurrentUtcDateTime - began, CancellationToken.None);
                if (!IsWorthAnother(e.FailureDetails) || !await handler(asked)) throw;
            }
        }
    }

    // A task that nobody has registered does not appear by being asked for again.
    private static bool IsWorthAnother(TaskFailureDetails failure) => failure.ErrorType
        is not (TaskFailures.ActivityNotFound or TaskFailures.OrchestratorNotFound);

    private static bool IsInTime(RetryPolicy policy, TimeSpan sinceFirst) =>
        policy.RetryTimeout == Timeout.InfiniteTimeSpan || sinceFirst < policy.RetryTimeout;

    private static TimeSpan Next(RetryPolicy policy, TimeSpan interval)
    {
        var next = interval.Ticks * policy.BackoffCoefficient;
        var longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return next >= longest.Ticks ? longest : new TimeSpan((long)next);
    }
}
