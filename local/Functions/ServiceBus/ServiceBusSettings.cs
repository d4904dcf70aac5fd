using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <param name="MaxAutoLockRenewal">For single messages; the locks of a batch are not renewed.</param>
/// <param name="SessionIdleTimeout">The try timeout where null.</param>
internal sealed record ServiceBusSettings(
    bool AutoComplete, int PrefetchCount, TimeSpan MaxAutoLockRenewal, int MaxConcurrentCalls, int MaxConcurrentSessions, int MaxConcurrentCallsPerSession,
    TimeSpan? SessionIdleTimeout, int MaxMessageBatchSize, int MinMessageBatchSize, TimeSpan MaxBatchWaitTime, ServiceBusRetryOptions Retry)
{
    private const string Section = "extensions.serviceBus";
    private const int MaxConcurrency = 10_000;
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Half of the longest lock: messages of a batch that waits longer would be lost before it runs.</summary>
    private static readonly TimeSpan LongestBatchWait = TimeSpan.FromSeconds(150);

    public static ServiceBusSettings From(HostJson json)
    {
        json.PassOver(Section, "transportType", "webProxy", "enableCrossEntityTransactions");
        var batch = json.Number($"{Section}.maxMessageBatchSize", 1000, 1, MaxConcurrency);
        var idle = json.Span($"{Section}.sessionIdleTimeout", TimeSpan.Zero, Day);
        return new(
            json.Flag($"{Section}.autoCompleteMessages", true),
            json.Number($"{Section}.prefetchCount", 0, 0, MaxConcurrency),
            json.SpanOrEndless($"{Section}.maxAutoLockRenewalDuration", TimeSpan.FromMinutes(5), least: TimeSpan.Zero, endless: "-00:00:00.0010000"),
            json.Number($"{Section}.maxConcurrentCalls", 16 * Environment.ProcessorCount, 1, MaxConcurrency),
            json.Number($"{Section}.maxConcurrentSessions", 8, 1, MaxConcurrency),
            json.Number($"{Section}.maxConcurrentCallsPerSession", 1, 1, MaxConcurrency),
            idle == TimeSpan.Zero ? null : idle,
            batch,
            json.Number($"{Section}.minMessageBatchSize", 1, 1, batch),
            json.Span($"{Section}.maxBatchWaitTime", TimeSpan.FromSeconds(30), LongestBatchWait),
            RetryOptions(json));
    }

    public ServiceBusClientOptions ClientOptions => new() { RetryOptions = Retry };

    private static ServiceBusRetryOptions RetryOptions(HostJson json)
    {
        const string Retries = $"{Section}.clientRetryOptions";
        var defaults = new ServiceBusRetryOptions();
        return new ServiceBusRetryOptions
        {
            Mode = Enum.Parse<ServiceBusRetryMode>(json.Choice($"{Retries}.mode", "Exponential", "Exponential", "Fixed")),
            MaxRetries = json.Number($"{Retries}.maxRetries", defaults.MaxRetries, 0, 100),
            Delay = json.Span($"{Retries}.delay", defaults.Delay, TimeSpan.FromMinutes(5)),
            MaxDelay = json.Span($"{Retries}.maxDelay", defaults.MaxDelay, Day),
            TryTimeout = json.Span($"{Retries}.tryTimeout", defaults.TryTimeout, Day),
        };
    }
}
