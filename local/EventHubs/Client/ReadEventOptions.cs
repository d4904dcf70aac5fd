namespace Azure.Messaging.EventHubs.Consumer;

public class ReadEventOptions
{
    /// <summary>After this time without an event the reader is handed an empty one; never, when null.</summary>
    public TimeSpan? MaximumWaitTime { get; set; }

    /// <summary>Events read from the store at a time.</summary>
    public int CacheEventCount { get; set; } = 100;

    public int PrefetchCount { get; set; } = 300;
}
