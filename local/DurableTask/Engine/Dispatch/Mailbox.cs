namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>
/// The messages in memory for one orchestration or entity, and what is kept of it between messages. Whoever has taken
/// it from the ready queue has it alone until it is released.
/// </summary>
internal sealed class Mailbox(string id)
{
    private readonly Queue<Message> waiting = new();
    private bool taken;
    private bool retired;

    public string Id { get; } = id;

    /// <summary>The live execution or the entity's state; null when it must be read from the store. Only its holder touches it.</summary>
    public MailboxSession? Session { get; set; }

    public long LastUsed { get; private set; }

    /// <summary>Adds a message. <paramref name="ready"/> tells whether the mailbox must now be put into the ready queue.</summary>
    /// <returns>False if this mailbox has been given up; the caller takes a new one.</returns>
    public bool TryPost(Message message, out bool ready)
    {
        lock (waiting)
        {
            ready = false;
            if (retired) return false;
            waiting.Enqueue(message);
            if (taken) return true;
            taken = ready = true;
            return true;
        }
    }

    public List<Message> Take(int atMost)
    {
        lock (waiting)
        {
            var batch = new List<Message>(Math.Min(atMost, waiting.Count));
            while (batch.Count < atMost && waiting.TryDequeue(out var message)) batch.Add(message);
            return batch;
        }
    }

    /// <summary>Puts a batch that could not be written back to the front.</summary>
    public void Return(List<Message> batch)
    {
        lock (waiting)
        {
            var later = waiting.ToArray();
            waiting.Clear();
            foreach (var message in batch) waiting.Enqueue(message);
            foreach (var message in later) waiting.Enqueue(message);
        }
    }

    /// <summary>Ends the holder's turn.</summary>
    /// <returns>Whether more has come: then it is still taken and must be put into the ready queue again.</returns>
    public bool Release(long now)
    {
        lock (waiting)
        {
            LastUsed = now;
            if (waiting.Count > 0) return true;
            taken = false;
            return false;
        }
    }

    /// <summary>Takes an idle mailbox out of use. False if it has work or keeps messages that memory alone holds in order.</summary>
    public bool TryRetire()
    {
        lock (waiting)
        {
            if (taken || retired || waiting.Count > 0 || Session is { IsPinned: true }) return false;
            retired = true;
        }

        Session?.Dispose();
        Session = null;
        return true;
    }

    /// <summary>Whether a message waits whose loss would repeat work that has been done.</summary>
    public bool HoldsResults
    {
        get
        {
            lock (waiting) return waiting.Any(message => message.Source == MessageSource.Activity);
        }
    }
}
