using Azure.Messaging.EventHubs;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.EventHubs;

namespace OmniFunctions.Local.Functions;

/// <summary>
/// Runs a function for the events of one partition, one run at a time. A run that failed for good is passed over like one that
/// succeeded: a log has no dead letters, and a stuck partition would hold back everybody behind it.
/// </summary>
internal sealed partial class PartitionListener(HubTrigger trigger, int partition, EventHubLog log, EventHubsSettings settings, HostParts parts) : IListener
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);
    private readonly ILogger logger = parts.Loggers.CreateLogger<PartitionListener>();
    private readonly CancellationTokenSource stopping = new();
    private Task work = Task.CompletedTask;
    private long next;
    private int sinceCheckpoint;

    public Task StartAsync(CancellationToken cancellation)
    {
        next = log.GetCheckpoint(trigger.Hub, trigger.Group, partition) is { } done ? done + 1
            : log.Resolve(trigger.Hub, partition, settings.InitialOffset);
        work = RunAsync();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellation)
    {
        await stopping.CancelAsync();
        await work.WaitAsync(cancellation);
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ServeAsync(await ReadAsync());
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogTrouble(e, trigger.Function.Name, trigger.Hub, partition);
                await Task.Delay(PauseAfterFailure, parts.Time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>At least one event, and up to the least number asked for as long as that is worth waiting.</summary>
    private async Task<IReadOnlyList<EventData>> ReadAsync()
    {
        var most = trigger.IsBatched ? settings.MaxBatchSize : 1;
        var events = await log.ReadAsync(trigger.Hub, partition, next, most, Timeout.InfiniteTimeSpan, stopping.Token);
        if (!trigger.IsBatched || events.Count >= settings.MinBatchSize) return events;
        var gathered = new List<EventData>(events);
        var started = parts.Time.GetTimestamp();
        while (gathered.Count < settings.MinBatchSize && settings.MaxWait - parts.Time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            // What comes one by one is looked for now and then, and not each time.
            await Task.Delay(left < BetweenLooks ? left : BetweenLooks, parts.Time, stopping.Token);
            gathered.AddRange(await log.ReadAsync(trigger.Hub, partition, gathered[^1].SequenceNumber + 1, most - gathered.Count, TimeSpan.Zero, stopping.Token));
        }

        return gathered;
    }

    private async Task ServeAsync(IReadOnlyList<EventData> events)
    {
        try
        {
            // Waits between retries end when the host stops; the events are then not passed over and come again.
            await parts.Runner.RunWithRetriesAsync(trigger.Function, new EventHubTriggerData(events, trigger, partition), stopping.Token, parts.Abort);
        }
        catch (Exception) when (!stopping.IsCancellationRequested)
        {
            LogPassedOver(trigger.Function.Name, trigger.Hub, partition, events[0].SequenceNumber, events[^1].SequenceNumber);
        }

        next = events[^1].SequenceNumber + 1;
        if (++sinceCheckpoint < settings.CheckpointFrequency) return;
        sinceCheckpoint = 0;
        await log.CheckpointAsync(trigger.Hub, trigger.Group, partition, events[^1].SequenceNumber);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Function {Function} had trouble with partition {Partition} of {Hub}.")]
    private partial void LogTrouble(Exception exception, string function, string hub, int partition);

    [LoggerMessage(Level = LogLevel.Error, Message = "Function {Function} failed for events {First} to {Last} of partition {Partition} of {Hub}; they are passed over.")]
    private partial void LogPassedOver(string function, string hub, int partition, long first, long last);
}
