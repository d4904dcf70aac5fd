using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

/// <summary>
/// One queue. The store holds the messages; memory holds their order, their locks and who waits for them, and is changed only
/// after the commit that justifies it, in the order of the commits. One gate guards the memory and is never held across a wait.
/// </summary>
internal sealed partial class BrokerQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly EmbeddedStore store;
    private readonly TimeProvider time;
    private readonly QueueTable table;
    private readonly BrokerQueue? deadLetters;
    private readonly Lane lane = new();
    private readonly SessionBook sessions = new();
    private readonly LinkedList<Lane.Receiver> resting = new();
    private readonly ScheduledMessages scheduled;
    private readonly Dictionary<long, BrokerMessage> deferred = [];
    private readonly Dictionary<Guid, BrokerMessage> locked = [];
    private readonly LeaseClock<BrokerMessage> messageLeases;
    private readonly LeaseClock<SessionLock> sessionLeases;
    private readonly ITimer? housekeeping;
    private long held;
    private long residentBytes;
    private volatile bool closed;

    public BrokerQueue(EmbeddedStore store, string path, QueueOptions options, BrokerQueue? deadLetters)
    {
        this.store = store;
        this.deadLetters = deadLetters;
        Path = path;
        Options = options;
        time = store.Options.Time;
        table = QueueTable.Open(store, path);
        scheduled = new ScheduledMessages(time, () => _ = ActivateDueAsync());
        messageLeases = new LeaseClock<BrokerMessage>(time, options.LockDuration, EndMessageLocks);
        sessionLeases = new LeaseClock<SessionLock>(time, options.LockDuration, EndSessionLocks);
        Add(store.Read(table.ReadAll));
        if (options.DuplicateDetectionWindow > TimeSpan.Zero)
            housekeeping = time.CreateTimer(_ => _ = ForgetSeenAsync(), null, HousekeepingInterval, Timeout.InfiniteTimeSpan);
    }

    public string Path { get; }

    public QueueOptions Options { get; }

    public TimeProvider Time => time;

    public QueueCounts Count()
    {
        lock (gate) return new QueueCounts(held - scheduled.Count - deferred.Count, scheduled.Count, deferred.Count, deadLetters?.Count().Active ?? 0);
    }

    /// <summary>Sessions that occupy memory.</summary>
    public int OpenSessions
    {
        get { lock (gate) return sessions.Count; }
    }

    /// <summary>Takes messages that are on the disk into the order of the queue, and serves whoever waits for them.</summary>
    private void Add(IReadOnlyList<BrokerMessage> messages)
    {
        lock (gate)
        {
            foreach (var message in messages)
            {
                held++;
                if (message.State == ServiceBusMessageState.Scheduled) scheduled.Add(message);
                else if (message.State == ServiceBusMessageState.Deferred) deferred.Add(message.Sequence, message);
                else LaneOf(message).Append(message);
            }

            foreach (var message in messages) Offer(message);
        }
    }

    /// <summary>Puts a received message back where it was before.</summary>
    private void Return(BrokerMessage message)
    {
        if (message.State == ServiceBusMessageState.Deferred) deferred[message.Sequence] = message;
        else LaneOf(message).Return(message);
    }

    /// <summary>Serves those who wait for a message of this one's lane.</summary>
    private void Offer(BrokerMessage message)
    {
        if (message.State != ServiceBusMessageState.Active) return;
        if (!Options.RequiresSession)
        {
            Serve(lane);
            return;
        }

        var session = sessions.Open(message.SessionId!);
        Serve(session.Lane);
        Review(session);
    }

    private void Review(Session session)
    {
        var waits = sessions.Review(session);
        while (sessions.TryMatch(out var acceptor, out var ready)) acceptor.SetResult(Hold(ready));

        // A session that rests on a slot gives it up to one that has work.
        if (waits && sessions.HasReady) ReleaseOneAtRest();
    }

    private void ReleaseOneAtRest()
    {
        while (resting.First is { Value: var receiver })
        {
            resting.RemoveFirst();

            // One that is no longer waiting was served a moment ago.
            if (!receiver.Holder!.Session.Lane.StopWaiting(receiver)) continue;
            receiver.SetResult([]);
            return;
        }
    }

    private Lane LaneOf(BrokerMessage message) => Options.RequiresSession ? sessions.Open(message.SessionId!).Lane : lane;

    private void Serve(Lane served)
    {
        while (served.TakeWaiting() is { } receiver)
        {
            var batch = Take(served, receiver.MaxMessages, receiver.Holder);
            if (batch.Count == 0)
            {
                served.ReturnWaiting(receiver);
                return;
            }

            receiver.SetResult(batch);
        }
    }

    /// <summary>Keeps what a message says in memory while there is room.</summary>
    private void Keep(BrokerMessage message, Payload content)
    {
        var size = content.SizeInBytes;
        if (Interlocked.Add(ref residentBytes, size) <= Options.MaxResidentBytes) message.Content = content;
        else Interlocked.Add(ref residentBytes, -size);
    }

    private void Drop(BrokerMessage message)
    {
        if (message.Content is { } content) Interlocked.Add(ref residentBytes, -content.SizeInBytes);
        message.Content = null;
    }

    /// <summary>The message has left the queue for good.</summary>
    private void Forget(BrokerMessage message)
    {
        lock (gate)
        {
            held--;
            Drop(message);
        }
    }

    public void Dispose()
    {
        closed = true;
        housekeeping?.Dispose();
        scheduled.Dispose();
        messageLeases.Dispose();
        sessionLeases.Dispose();
    }
}
