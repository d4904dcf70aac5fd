namespace OmniFunctions.Policies;

/// <summary>The rules in force for a tenant: a document with a version, which each decision names.</summary>
/// <param name="Version">Unique within the tenant; activation of another document makes another version.</param>
/// <param name="DefaultQueue">Where a conversation goes that no rule sends elsewhere.</param>
/// <param name="ChannelQueues">Queue by channel name.</param>
public sealed record ServicePolicy(
    string Version,
    QueueId DefaultQueue,
    IReadOnlyDictionary<string, QueueId> ChannelQueues,
    IReadOnlyList<QueuePolicy> Queues)
{
    public QueueId QueueFor(AccountKey account) =>
        ChannelQueues.TryGetValue(account.Channel, out var queue) ? queue : DefaultQueue;

    /// <exception cref="KeyNotFoundException">The document names a queue it does not define; validation refuses such a document.</exception>
    public QueuePolicy Queue(QueueId id) => Queues.FirstOrDefault(queue => queue.Id == id)
        ?? throw new KeyNotFoundException($"Policy {Version} has no queue '{id}'.");
}

/// <param name="Name">Shown to agents.</param>
/// <param name="OfferSeconds">How long an agent has to accept.</param>
/// <param name="FirstResponseSeconds">From the customer's first message to the first reply by a person.</param>
/// <param name="ReopenSeconds">How long a closed conversation can be taken up again by the customer.</param>
public sealed record QueuePolicy(QueueId Id, string Name, int OfferSeconds, int FirstResponseSeconds, int ReopenSeconds);
