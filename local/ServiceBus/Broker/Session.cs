namespace OmniFunctions.Local.ServiceBus;

/// <summary>A session that has messages or a holder. One with neither is not in memory at all.</summary>
internal sealed class Session(string id)
{
    public string Id { get; } = id;

    public Lane Lane { get; } = new();

    public SessionLock? Holder { get; set; }

    /// <summary>
    /// Settlements on their way to the disk. They hold though the lock runs out meanwhile, and one of them may put its message back: so until
    /// all are done nobody else gets the session, or a later message would be received first.
    /// </summary>
    public int Settling { get; set; }

    public bool IsFree => Holder is null && Settling == 0;

    /// <summary>Stands in the line of sessions that may be accepted.</summary>
    public bool InLine { get; set; }
}
