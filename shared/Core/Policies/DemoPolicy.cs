namespace OmniFunctions.Policies;

/// <summary>The document a fresh tenant begins with: one queue for everything.</summary>
public static class DemoPolicy
{
    public static QueueId Queue { get; } = new("service");

    public static ServicePolicy Document { get; } = new(
        Version: "demo-1",
        DefaultQueue: Queue,
        ChannelQueues: new Dictionary<string, QueueId>(),
        Queues: [new QueuePolicy(Queue, "客服 Service", OfferSeconds: 30, FirstResponseSeconds: 60, ReopenSeconds: 24 * 3_600)]);
}
