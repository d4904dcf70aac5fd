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

    /// <summary>The terms of a queue that may be gone: a conversation can outlive the document it waits under, and then the default queue's hold.</summary>
    public QueuePolicy TermsOf(QueueId id) => Queues.FirstOrDefault(queue => queue.Id == id) ?? Queue(DefaultQueue);
}
