using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Microsoft.Azure.Functions.Worker;

namespace OmniFunctions.Local.Functions;

/// <summary>Publishes bodies to a hub, as many at once as a batch takes.</summary>
internal sealed class EventHubOutput(string connection, string hub) : IOutputBinding
{
    public string Type => "eventHub";

    public async Task SendAsync(object value, InvocationContext context)
    {
        await using var producer = new EventHubProducerClient(connection, hub);
        var batch = await producer.CreateBatchAsync(context.CancellationToken);
        foreach (var data in OutputBodies.Of(value, context).Select(body => new EventData(body)))
        {
            if (batch.TryAdd(data)) continue;
            await producer.SendAsync(batch, context.CancellationToken);
            batch = await producer.CreateBatchAsync(context.CancellationToken);
            if (!batch.TryAdd(data)) throw new FunctionWorkerException($"A body for the hub '{hub}' is larger than an event may be.");
        }

        await producer.SendAsync(batch, context.CancellationToken);
    }
}
