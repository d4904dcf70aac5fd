namespace OmniFunctions.Policies;

/// <summary>The plain document with which a fresh tenant begins: one queue for everything, open around the clock.</summary>
public static class DemoPolicy
{
    public static QueueId Queue { get; } = new("service");

    public static ServicePolicy Document { get; } = new(
        Version: "demo-1",
        DefaultQueue: Queue,
        ChannelQueues: new Dictionary<string, QueueId>(),
        Queues: [new QueuePolicy(Queue, "客服 Service", OfferSeconds: 30, FirstResponseSeconds: 60, ReopenSeconds: 24 * 3_600)]);
}
