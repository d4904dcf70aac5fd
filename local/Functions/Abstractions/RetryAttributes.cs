namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs a failed execution again in place. Honoured for Event Hubs and timer triggers; the others have their own redelivery.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>Retries after the first attempt; -1 for no end.</summary>
    public int MaxRetryCount { get; protected internal set; }
}

public sealed class FixedDelayRetryAttribute : RetryAttribute
{
    public FixedDelayRetryAttribute(int maxRetryCount, string delayInterval)
    {
        MaxRetryCount = maxRetryCount;
        DelayInterval = delayInterval;
    }

    /// <summary>hh:mm:ss</summary>
    public string DelayInterval { get; }
}

public sealed class ExponentialBackoffRetryAttribute : RetryAttribute
{
    public ExponentialBackoffRetryAttribute(int maxRetryCount, string minimumInterval, string maximumInterval)
    {
        MaxRetryCount = maxRetryCount;
        MinimumInterval = minimumInterval;
        MaximumInterval = maximumInterval;
    }

    /// <summary>hh:mm:ss</summary>
    public string MinimumInterval { get; }

    /// <summary>hh:mm:ss</summary>
    public string MaximumInterval { get; }
}
