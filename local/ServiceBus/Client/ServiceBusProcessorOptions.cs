namespace Azure.Messaging.ServiceBus;

public class ServiceBusProcessorOptions
{
    public int PrefetchCount { get; set; }

    public ServiceBusReceiveMode ReceiveMode { get; set; } = ServiceBusReceiveMode.PeekLock;

    public bool AutoCompleteMessages { get; set; } = true;

    public TimeSpan MaxAutoLockRenewalDuration { get; set; } = TimeSpan.FromMinutes(5);

    public int MaxConcurrentCalls { get; set; } = 1;

    public SubQueue SubQueue { get; set; } = SubQueue.None;

    public string? Identifier { get; set; }
}
