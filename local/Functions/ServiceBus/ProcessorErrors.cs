using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Logging;

namespace OmniFunctions.Local.Functions;

/// <summary>Logs what goes wrong around a message. What the function itself threw was logged where it ran.</summary>
internal sealed partial class ProcessorErrors(QueueTrigger trigger, HostParts parts)
{
    private readonly ILogger logger = parts.Loggers.CreateLogger<ProcessorErrors>();

    public Task ReportAsync(ProcessErrorEventArgs arguments)
    {
        if (arguments.ErrorSource != ServiceBusErrorSource.ProcessMessageCallback) Report(arguments.Exception, arguments.ErrorSource.ToString());
        return Task.CompletedTask;
    }

    public void Report(Exception exception, string stage) => Log(exception, trigger.Function.Name, trigger.Queue, stage);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function {Function} had trouble with the queue {Queue} at {Stage}.")]
    private partial void Log(Exception exception, string function, string queue, string stage);
}
