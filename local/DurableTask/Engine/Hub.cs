using Microsoft.DurableTask.Worker;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.DurableTask.Client;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask;

/// <summary>What the parts of a task hub share: its rows, its mailboxes, its timers, and who waits for its instances.</summary>
internal sealed class Hub : IDisposable
{
    public Hub(HubStore store, IDurableTaskFactory factory, IServiceProvider services, TimeProvider time, ILoggerFactory loggers, TaskHubOptions options)
    {
        Store = store;
        Factory = factory;
        Services = services;
        Time = time;
        Loggers = loggers;
        Options = options;
        Orchestrations = new Mailboxes(options.MaxResidentInstances);
        Entities = new Mailboxes(options.MaxResidentInstances);
        Timers = new TimerQueue(time, timer => Post(timer.TargetId, timer.ToMessage()));
        Activities = new ActivityRunner(this);
    }

    public HubStore Store { get; }

    public IDurableTaskFactory Factory { get; }

    public IServiceProvider Services { get; }

    public TimeProvider Time { get; }

    public ILoggerFactory Loggers { get; }

    public TaskHubOptions Options { get; }

    public Mailboxes Orchestrations { get; }

    public Mailboxes Entities { get; }

    public TimerQueue Timers { get; }

    public ActivityRunner Activities { get; }

    public InstanceWaiters Waiters { get; } = new();

    /// <summary>Lets memory know what a flushed unit did. Runs on the writer's thread, in the order of the commits.</summary>
    public void Perform(Outbox outbox)
    {
        foreach (var timer in outbox.Armed) Timers.Add(timer);
        foreach (var key in outbox.Disarmed) Timers.Remove(key);
        foreach (var call in outbox.Activities) Activities.Enqueue(call);
        foreach (var (id, message) in outbox.Messages) Post(id, message);
        foreach (var id in outbox.Changed) Waiters.Signal(id);
    }

    public void Post(string targetId, Message message) => (targetId[0] == '@' ? Entities : Orchestrations).Post(targetId, message);

    public bool IsDisposed { get; private set; }

    public void Dispose()
    {
        IsDisposed = true;
        Timers.Dispose();
    }
}
