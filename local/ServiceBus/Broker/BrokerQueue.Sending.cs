using Azure.Messaging.ServiceBus;
using OmniFunctions.Local.Store;

namespace OmniFunctions.Local.ServiceBus;

internal sealed partial class BrokerQueue
{
    /// <summary>"Service Bus quotas": the size of a message, and of a batch, in the standard tier.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    private const int MaxMessagesPerActivation = 256;
    private const int MaxSeenPerSlice = 1_000;
    private static readonly TimeSpan HousekeepingInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    /// <summary>Stores the messages as one unit and completes once they are on the disk.</summary>
    /// <returns>Their sequence numbers; 0 for a duplicate, which is accepted and dropped.</returns>
    public async Task<IReadOnlyList<long>> SendAsync(IReadOnlyList<Payload> contents, CancellationToken cancellation)
    {
        Check(contents);

        // What was taken in before is to be finished, and that may take a message: an answer leaves by a queue.
        if (!store.HasRoom && !WorkInHand.IsGoingOn) throw Refusals.NoRoom(Path);
        var now = time.GetUtcNow();
        var stored = await store.WriteAsync(session => Insert(session, contents, now), Publish, cancellation).ConfigureAwait(false);
        return Array.ConvertAll(stored, message => message?.Message.Sequence ?? 0);
    }

    /// <exception cref="ServiceBusException">MessageNotFound: it was never scheduled, is active by now, or was cancelled.</exception>
    public async Task CancelScheduledAsync(long sequence, CancellationToken cancellation)
    {
        BrokerMessage message;
        lock (gate)
        {
            if (!scheduled.Remove(sequence, out message)) throw Refusals.NoSuchMessage(Path, sequence);
        }

        try
        {
            await store.WriteAsync(session => { table.Delete(session, sequence); return message; }, Forget, cancellation).ConfigureAwait(false);
        }
        catch
        {
            lock (gate) scheduled.Add(message);
            throw;
        }
    }

    private void Check(IReadOnlyList<Payload> contents)
    {
        var size = 0L;
        foreach (var content in contents)
        {
            if (Options.RequiresSession && string.IsNullOrEmpty(content.SessionId)) throw Refusals.SessionIdMissing(Path);
            size += content.SizeInBytes;
        }

        if (size > MaxMessageBytes) throw Refusals.TooLarge(Path, size, MaxMessageBytes);
        lock (gate)
        {
            if (held + contents.Count > Options.MaxSizeInMessages) throw Refusals.Full(Path, Options.MaxSizeInMessages);
        }
    }

    private Stored?[] Insert(StoreSession session, IReadOnlyList<Payload> contents, DateTimeOffset now)
    {
        var stored = new Stored?[contents.Count];
        var sequence = table.NextSequence(session, contents.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            var content = contents[i];
            if (Options.DuplicateDetectionWindow > TimeSpan.Zero && !table.See(session, content.MessageId!, now, Before(now, Options.DuplicateDetectionWindow)))
                continue;
            var later = content.ScheduledEnqueueTime > now;
            var message = new BrokerMessage(sequence + i, content.SessionId)
            {
                State = later ? ServiceBusMessageState.Scheduled : ServiceBusMessageState.Active,
                EnqueuedAt = now,
                DueAt = content.ScheduledEnqueueTime,
                ExpiresAt = After(later ? content.ScheduledEnqueueTime : now, LifeOf(content)),
            };
            table.Insert(session, message, content);
            stored[i] = new Stored(message, content);
        }

        return stored;
    }

    private void Publish(IReadOnlyList<Stored?> stored)
    {
        var messages = new List<BrokerMessage>(stored.Count);
        foreach (var item in stored)
        {
            if (item is null) continue;
            Keep(item.Message, item.Content);
            messages.Add(item.Message);
        }

        Add(messages);
    }

    /// <summary>
    /// A scheduled message becomes active as if it were sent now, and gets the number of now
    /// ("Message sequencing and timestamps" on learn.microsoft.com).
    /// </summary>
    private async Task ActivateDueAsync()
    {
        while (!closed)
        {
            List<BrokerMessage> due;
            lock (gate)
            {
                due = scheduled.TakeDue(MaxMessagesPerActivation);
                if (due.Count == 0)
                {
                    scheduled.Arm();
                    return;
                }
            }

            try
            {
                await store.WriteAsync(session => Activate(session, due), activated =>
                {
                    foreach (var message in due) Forget(message);
                    Publish(activated);
                }).ConfigureAwait(false);
            }
            catch (StoreException)
            {
                // A full disk heals; until then the messages stay scheduled.
                lock (gate) due.ForEach(scheduled.Add);
                await Task.Delay(RetryInterval, time).ConfigureAwait(false);
            }
        }
    }

    private Stored?[] Activate(StoreSession session, List<BrokerMessage> due)
    {
        var now = time.GetUtcNow();
        var sequence = table.NextSequence(session, due.Count);
        var activated = new Stored?[due.Count];
        for (var i = 0; i < due.Count; i++)
        {
            var content = due[i].Content ?? table.ReadContent(session, due[i].Sequence)!;
            var message = new BrokerMessage(sequence + i, due[i].SessionId) { EnqueuedAt = now, ExpiresAt = After(now, LifeOf(content)) };
            table.Move(session, due[i].Sequence, table, message, content);
            activated[i] = new Stored(message, content);
        }

        return activated;
    }

    private async Task ForgetSeenAsync()
    {
        try
        {
            var until = Before(time.GetUtcNow(), Options.DuplicateDetectionWindow);

            // Slice after slice, so that senders get their turn in between.
            while (!closed && await store.WriteAsync(session => table.ForgetSeen(session, until, MaxSeenPerSlice)).ConfigureAwait(false) == MaxSeenPerSlice) { }
        }
        catch (StoreException)
        {
            // What is not forgotten now is forgotten the next time.
        }
        finally
        {
            if (!closed) housekeeping!.Change(HousekeepingInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan LifeOf(Payload content) =>
        content.TimeToLive < Options.DefaultMessageTimeToLive ? content.TimeToLive : Options.DefaultMessageTimeToLive;

    private static DateTimeOffset After(DateTimeOffset start, TimeSpan span) => span >= DateTimeOffset.MaxValue - start ? DateTimeOffset.MaxValue : start + span;

    private static DateTimeOffset Before(DateTimeOffset end, TimeSpan span) => span >= end - DateTimeOffset.MinValue ? DateTimeOffset.MinValue : end - span;

    private sealed record Stored(BrokerMessage Message, Payload Content);
}
