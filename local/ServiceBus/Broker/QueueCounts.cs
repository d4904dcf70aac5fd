namespace OmniFunctions.Local.ServiceBus;

/// <summary>Messages of a queue by state at one moment.</summary>
/// <param name="Active">Waiting or locked by a receiver.</param>
public sealed record QueueCounts(long Active, long Scheduled, long Deferred, long DeadLettered);
