namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>What a mailbox keeps in memory between messages.</summary>
internal abstract class MailboxSession : IDisposable
{
    /// <summary>Whether it holds messages back, so that it may not be dropped.</summary>
    public abstract bool IsPinned { get; }

    public abstract void Dispose();
}
