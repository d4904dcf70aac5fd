namespace Azure.Messaging.ServiceBus;

public class ServiceBusSessionProcessorOptions
{
    public int PrefetchCount { get; set; }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public bool AutoCompleteMessages { get; set; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a drained session is held before another one is taken; the client's try timeout when not set.</summary>
    public TimeSpan? SessionIdleTimeout { get; set; }

    public int MaxConcurrentSessions { get; set; } = 8;

    public int MaxConcurrentCallsPerSession { get; set; } = 1;

    public string? Identifier { get; set; }
}
