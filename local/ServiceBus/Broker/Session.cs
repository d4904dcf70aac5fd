namespace OmniFunctions.Local.ServiceBus;

/// <summary>A session that has messages or a holder. One with neither is not in memory at all.</summary>
internal sealed class Session(string id)
{
    public string Id { get; } = id;

    public Lane Lane { get; } = new();

    public SessionLock? Holder { get; set; }

    /// <summary>Stands in the line of sessions that may be accepted.</summary>
    public bool InLine { get; set; }
}
