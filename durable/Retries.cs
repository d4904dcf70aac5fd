using Microsoft.DurableTask;

namespace OmniFunctions.Durable;

/// <summary>How long an activity is tried again. After that its lifecycle fails, and the sweep starts it anew.</summary>
internal static class Retries
{
    private const int MaxAttempts = 12;

    /// <summary>About six minutes: long enough for a restart of whatever is missing.</summary>
    public static TaskOptions Patient { get; } = TaskOptions.FromRetryPolicy(new RetryPolicy(
        MaxAttempts,
        firstRetryInterval: TimeSpan.FromSeconds(1),
        backoffCoefficient: 2,
        maxRetryInterval: TimeSpan.FromMinutes(1)));
}
