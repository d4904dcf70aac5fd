using System.Collections.Concurrent;
using System.Threading.Channels;

namespace OmniFunctions.Local.DurableTask.Dispatch;

/// <summary>
/// The mailboxes in memory and the queue of those that have something to do. Idle ones beyond the limit are given up, the
/// least recently used first; they come back when a message does.
/// </summary>
internal sealed class Mailboxes(int maxResident)
{
    private readonly ConcurrentDictionary<string, Mailbox> byId = new(StringComparer.Ordinal);
    private readonly Channel<Mailbox> ready = Channel.CreateUnbounded<Mailbox>();
    private long clock;
    private int trimming;

    public ChannelReader<Mailbox> Ready => ready.Reader;

    public int Count => byId.Count;

    public void Post(string id, Message message)
    {
        while (true)
        {
            var mailbox = byId.GetOrAdd(id, static id => new Mailbox(id));
            if (mailbox.TryPost(message, out var isReady))
            {
                if (isReady) ready.Writer.TryWrite(mailbox);
                return;
            }

            byId.TryRemove(new KeyValuePair<string, Mailbox>(id, mailbox));
        }
    }

    /// <summary>Ends a holder's turn; the mailbox goes back into the queue if more has come.</summary>
    public void Release(Mailbox mailbox)
    {
        if (mailbox.Release(Interlocked.Increment(ref clock))) ready.Writer.TryWrite(mailbox);
        else if (mailbox.Session is null) Retire(mailbox);
        else if (byId.Count > maxResident + maxResident / 8) Trim();
    }

    /// <summary>What is kept in memory of one; null when that is nothing. It is what was last written, whatever is under way.</summary>
    public MailboxSession? Find(string id) => byId.GetValueOrDefault(id)?.Session;

    /// <summary>Puts a mailbox that was read from the queue back unserved.</summary>
    public void PutBack(Mailbox mailbox) => ready.Writer.TryWrite(mailbox);

    private void Retire(Mailbox mailbox)
    {
        if (mailbox.TryRetire()) byId.TryRemove(new KeyValuePair<string, Mailbox>(mailbox.Id, mailbox));
    }

    // The releasing thread may be the writer's, which must not wait.
    private void Trim()
    {
        if (Interlocked.Exchange(ref trimming, 1) != 0) return;
        ThreadPool.UnsafeQueueUserWorkItem(static self =>
        {
            var surplus = self.byId.Count - self.LimitAfterTrim;
            if (surplus > 0)
                foreach (var mailbox in self.byId.Values.OrderBy(mailbox => mailbox.LastUsed).Take(surplus).ToList()) self.Retire(mailbox);
            Volatile.Write(ref self.trimming, 0);
        }, this, preferLocal: false);
    }

    private int LimitAfterTrim { get; } = maxResident - maxResident / 8;
}
