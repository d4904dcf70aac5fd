using Azure.Messaging.ServiceBus;

namespace OmniFunctions.Local.Functions;

/// <summary>Runs a function for each message of a queue without sessions.</summary>
internal sealed class QueueListener : IListener
{
    private readonly ServiceBusClient client;
    private readonly ServiceBusProcessor processor;

    public QueueListener(QueueTrigger trigger, ServiceBusSettings settings, HostParts parts)
    {
        var errors = new ProcessorErrors(trigger, parts);
        client = new ServiceBusClient(trigger.Connection, settings.ClientOptions);
        processor = client.CreateProcessor(trigger.Queue, new ServiceBusProcessorOptions
        {
            AutoCompleteMessages = trigger.AutoComplete,
            MaxConcurrentCalls = settings.MaxConcurrentCalls,
            MaxAutoLockRenewalDuration = settings.MaxAutoLockRenewal,
            PrefetchCount = settings.PrefetchCount,
        });
        processor.ProcessErrorAsync += errors.ReportAsync;
        processor.ProcessMessageAsync += arguments => parts.Runner.RunAsync(
            trigger.Function, new ServiceBusTriggerData([arguments.Message], new MessageSettlement(arguments), isBatch: false), parts.Abort);
    }

    public Task StartAsync(CancellationToken cancellation) => processor.StartProcessingAsync(cancellation);

    public Task StopAsync(CancellationToken cancellation) => processor.StopProcessingAsync(cancellation);

    public void Dispose() => client.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
