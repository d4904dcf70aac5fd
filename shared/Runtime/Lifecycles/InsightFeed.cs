using System.Text;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Producer;
using Microsoft.Extensions.Logging;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Lifecycles;

/// <summary>
/// Tells the figures what happened. Readers know an event by its conversation and number, so telling it twice is harmless; and when the hub
/// is away, the conversation goes on and the figures catch up with the next one that gets through.
/// </summary>
internal sealed class InsightFeed(EventHubProducerClient hub, ConversationLog log, TimeProvider time, ILogger<InsightFeed> logger)
{
    private const int MaxEventsPerSend = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>The number of the last event that is known to be told.</returns>
    public async Task<long> PublishAsync(StoredConversation head, CancellationToken cancellation)
    {
        var published = head.Progress.Published;
        if (published >= head.Version) return published;
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var options = new SendEventOptions { PartitionKey = ConversationKeys.Partition(head.Key) };
            var events = new List<EventData>();
            var last = published;
            await foreach (var (sequence, json) in log.InsightsAsync(head.Key, published, either.Token))
            {
                events.Add(new EventData(Encoding.UTF8.GetBytes(json)) { ContentType = "application/json" });
                last = sequence;
                if (events.Count < MaxEventsPerSend) continue;
                await hub.SendAsync(events, options, either.Token);
                published = last;
                events.Clear();
            }

            if (events.Count > 0) await hub.SendAsync(events, options, either.Token);
            return last;
        }
        catch (Exception e) when (e is EventHubsException or TimeoutException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            logger.LogWarning(e, "The figures were not told of {Conversation} beyond {Published}", head.Key, published);
            return published;
        }
    }
}
