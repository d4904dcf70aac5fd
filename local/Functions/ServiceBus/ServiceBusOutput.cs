using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>Sends bodies to a queue, as many at once as a batch takes.</summary>
internal sealed class ServiceBusOutput(string connection, string queue) : IOutputBinding
{
    public string Type => "serviceBus";

    public async Task SendAsync(object value, InvocationContext context)
    {
        await using var client = new ServiceBusClient(connection);
        var sender = client.CreateSender(queue);
        var batch = await sender.CreateMessageBatchAsync(context.CancellationToken);
        foreach (var message in OutputBodies.Of(value, context).Select(body => new ServiceBusMessage(body)))
        {
            if (batch.TryAddMessage(message)) continue;
            await sender.SendMessagesAsync(batch, context.CancellationToken);
            batch = await sender.CreateMessageBatchAsync(context.CancellationToken);
            if (!batch.TryAddMessage(message)) throw new FunctionWorkerException($"A body for the queue '{queue}' is larger than a message may be.");
        }

        await sender.SendMessagesAsync(batch, context.CancellationToken);
    }
}
