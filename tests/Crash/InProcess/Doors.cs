using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Tests.Crash.InProcess;

/// <summary>What races need of the workers: deliveries at several doors at once, and several hands at one message.</summary>
internal static class Doors
{
    private static readonly TimeSpan MomentAfterTheLast = TimeSpan.FromMilliseconds(1);
    private const int MaxAtOnce = 100;

    /// <summary>Delivers each request at every worker's door of the channel and account in its address, all at the same time.</summary>
    /// <returns>What went wrong.</returns>
    public static async Task<IEnumerable<string>> KnockAsync(this Workers workers, IEnumerable<WebhookRequest> requests)
    {
        var replies = await Task.WhenAll(
            from request in requests
            from worker in workers.All
            let path = new Uri(request.Url).AbsolutePath.Split('/')
            select Task.Run(() => worker.GetRequiredService<Door>().ReceiveAsync(path[^3], path[^2], path[^1], request, CancellationToken.None)));
        return replies.Where(reply => reply.Status != 200).Select(reply => $"a delivery was answered {reply.Status}");
    }

    /// <summary>Takes whatever some session holds, and gives all of it to all of the workers at the same time.</summary>
    /// <returns>How many messages there were, and what became of them at each worker.</returns>
    public static async Task<(int Messages, IReadOnlyList<IntakeOutcome> Outcomes)> TakeInAsync(this Workers workers)
    {
        var bus = workers.First.GetRequiredService<ServiceBusClient>();
        await using var session = await bus.AcceptNextSessionAsync(BusKeys.Inbound);
        var messages = new List<ServiceBusReceivedMessage>();
        while (await session.ReceiveMessagesAsync(MaxAtOnce, MomentAfterTheLast) is { Count: > 0 } batch) messages.AddRange(batch);
        var outcomes = await Task.WhenAll(
            from message in messages
            from worker in workers.All
            select Task.Run(() => worker.GetRequiredService<Intake>().HandleAsync(message.MessageId!, message.Body)));
        foreach (var message in messages) await session.CompleteMessageAsync(message);
        return (messages.Count, outcomes);
    }
}
