namespace Microsoft.DurableTask;

/// <summary>What a retry handler may decide on.</summary>
/// <param name="LastAttemptNumber">The attempt that has just failed, from 1.</param>
/// <param name="TotalRetryTime">Since the first attempt began.</param>
public record RetryContext(
    TaskOrchestrationContext OrchestrationContext,
    int LastAttemptNumber,
    TaskFailureDetails LastFailure,
    TimeSpan TotalRetryTime,
    CancellationToken CancellationToken);
