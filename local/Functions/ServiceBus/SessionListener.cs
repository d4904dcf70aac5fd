using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs a function for each message of a queue with sessions: many sessions at once, the messages of one in order.</summary>
internal sealed class SessionListener : IListener
{
    private readonly ServiceBusClient client;
    private readonly ServiceBusSessionProcessor processor;

    public SessionListener(QueueTrigger trigger, ServiceBusSettings settings, HostParts parts)
    {
        var errors = new ProcessorErrors(trigger, parts);
        client = new ServiceBusClient(trigger.Connection, settings.ClientOptions);
        processor = client.CreateSessionProcessor(trigger.Queue, new ServiceBusSessionProcessorOptions
        {
            AutoCompleteMessages = trigger.AutoComplete,
            MaxConcurrentSessions = settings.MaxConcurrentSessions,
            MaxConcurrentCallsPerSession = settings.MaxConcurrentCallsPerSession,
            MaxAutoLockRenewalDuration = settings.MaxAutoLockRenewal,
            SessionIdleTimeout = settings.SessionIdleTimeout,
            PrefetchCount = settings.PrefetchCount,
        });
        processor.ProcessErrorAsync += errors.ReportAsync;
        processor.ProcessMessageAsync += arguments => parts.Runner.RunAsync(
            trigger.Function, new ServiceBusTriggerData([arguments.Message], new SessionMessageSettlement(arguments), isBatch: false), parts.Abort);
    }

    public Task StartAsync(CancellationToken cancellation) => processor.StartProcessingAsync(cancellation);

    public Task StopAsync(CancellationToken cancellation) => processor.StopProcessingAsync(cancellation);

    public void Dispose() => client.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
