using Microsoft.DurableTask;
using Microsoft.DurableTask.Entities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Entities;

/// <summary>
/// Performs the operations of one entity, one after another, a batch a unit. What an operation that throws did to the state and
/// wanted to send is undone; the others of its batch stand.
/// </summary>
internal sealed class EntityRunner(Hub hub)
{
    private static readonly TimeSpan RetryAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ILogger log = hub.Loggers.CreateLogger("OmniFunctions.Local.DurableTask.Entities");

    public InFlight InFlight { get; } = new();

    public async ValueTask RunAsync(Mailbox mailbox)
    {
        InFlight.Enter();
        var taken = mailbox.Take(hub.Options.MaxEntityOperationBatchSize);
        try
        {
            var session = (EntitySession?)mailbox.Session;

            // Storage of an entity without a state may have been cleaned; it began to exist again under a new key.
            if (session is null || taken.Exists(message => message.TargetKey > session.Row.Key))
            {
                if (hub.Store.FindEntity(mailbox.Id, hub.Options.DataConverter) is not { } row)
                {
                    Release(mailbox);
                    return;
                }

                mailbox.Session = session = new EntitySession(row);
            }

            var batch = await PerformAsync(mailbox.Id, session, taken);
            _ = CommitAsync(mailbox, taken, batch);
        }
        catch (Exception e)
        {
            TryAgainLater(mailbox, taken, e);
        }
    }

    private async Task<EntityBatch> PerformAsync(string id, EntitySession session, List<Message> taken)
    {
        var batch = new EntityBatch(session, inOrder: session.HeldBack.Count == 0);
        await using var scope = hub.Services.CreateAsyncScope();
        var entityId = EntityInstanceId.FromString(id);
        var performer = new Performer(hub, entityId, scope.ServiceProvider, log);
        var waiting = new LinkedList<Message>([.. session.HeldBack, .. taken]);
        while (waiting.First is { Value: var message })
        {
            waiting.RemoveFirst();
            var holder = batch.Row.LockedKey;
            switch (message.Body)
            {
                case EntityMessage.Release release when release.OwnerKey == holder:
                    batch.Row = batch.Row with { LockedBy = null, LockedKey = null };
                    batch.Taken.Add(message);

                    // The others come to their turn now, before what came after them.
                    foreach (var held in Enumerable.Reverse(batch.HeldBack)) waiting.AddFirst(held);
                    batch.HeldBack.Clear();
                    break;
                case EntityMessage.Release:
                    batch.Taken.Add(message);
                    break;
                case EntityMessage.Lock when holder is not null:
                    batch.HeldBack.Add(message);
                    break;
                case EntityMessage.Lock locks:
                    batch.Taken.Add(message);
                    Hold(batch, locks);
                    break;
                case EntityMessage.Operation operation when holder is not null && operation.Caller?.Key != holder:
                    batch.HeldBack.Add(message);
                    break;
                case EntityMessage.Operation operation:
                    batch.Taken.Add(message);
                    await performer.PerformAsync(batch, operation);
                    break;
                default:
                    throw new InvalidOperationException($"Unknown message {message.Body?.GetType().Name} for entity '{id}'.");
            }
        }

        batch.Seal();
        return batch;
    }

    // A caller that has ended in the meantime would never let go.
    private void Hold(EntityBatch batch, EntityMessage.Lock locks)
    {
        if (!hub.Store.IsAlive(locks.Caller)) return;
        batch.Row = batch.Row with { LockedBy = locks.Caller.InstanceId, LockedKey = locks.Caller.Key };
        var next = locks.Position + 1;
        batch.Effects.Add(next < locks.EntityIds.Count
            ? new EntityEffect.Forward(locks.EntityIds[next], locks with { Position = next })
            : new EntityEffect.Answer(locks.Caller, new HistoryEvent.TaskCompleted(locks.Caller.TaskId, null)));
    }

    private async Task CommitAsync(Mailbox mailbox, List<Message> taken, EntityBatch batch)
    {
        var flushed = false;
        try
        {
            await hub.Store.WriteAsync(batch.Write, (outbox, _) =>
            {
                flushed = true;
                batch.Written();
                hub.Perform(outbox);
                if (hub.Options.ReplayAlways && mailbox.Session is { IsPinned: false }) mailbox.Session = null;
                Release(mailbox);
            });
        }
        catch (Exception e) when (!flushed)
        {
            TryAgainLater(mailbox, taken, e);
        }
        catch (Exception e)
        {
            // The unit stands, and must not be written twice: memory is rebuilt from it.
            log.LogCritical(e, "What follows from a batch of entity {EntityId} was not told to all.", mailbox.Id);
            mailbox.Session = null;
            Release(mailbox);
        }
    }

    private void TryAgainLater(Mailbox mailbox, List<Message> taken, Exception reason)
    {
        if (!hub.IsDisposed)
            log.LogError(reason, "A batch of entity {EntityId} could not be written and is tried again in {Delay}.", mailbox.Id, RetryAfterFailure);
        mailbox.Return(mailbox.Session is EntitySession { IsPinned: true } session ? [.. session.HeldBack, .. taken] : taken);
        mailbox.Session = null;
        InFlight.Exit();
        if (!hub.IsDisposed) _ = Task.Delay(RetryAfterFailure, hub.Time).ContinueWith(_ => hub.Entities.Release(mailbox), TaskScheduler.Default);
    }

    private void Release(Mailbox mailbox)
    {
        hub.Entities.Release(mailbox);
        InFlight.Exit();
    }

    private sealed class Performer(Hub hub, EntityInstanceId id, IServiceProvider services, ILogger log)
    {
        private ITaskEntity? entity;

        public async Task PerformAsync(EntityBatch batch, EntityMessage.Operation asked)
        {
            var operation = new EntityOperation(id, asked.Name, asked.Input, batch.Row.State, hub.Options.DataConverter, hub.Options.DefaultVersion);
            HistoryEvent answer;
            try
            {
                if (entity is null && !TryCreate(out entity))
                {
                    log.LogWarning("Operation {Operation} on {EntityId} is dropped: no such entity is registered.", asked.Name, id);
                    answer = new HistoryEvent.TaskFailed(asked.Caller?.TaskId ?? 0, TaskFailures.NoEntity(id.Name));
                }
                else
                {
                    var result = hub.Options.DataConverter.Serialize(await entity.RunAsync(operation));
                    batch.Row = batch.Row with { State = operation.StateAfter };
                    batch.Effects.AddRange(operation.Effects);
                    answer = new HistoryEvent.TaskCompleted(asked.Caller?.TaskId ?? 0, result);
                }
            }
            catch (Exception e)
            {
                if (asked.Caller is null) log.LogWarning(e, "The signalled operation {Operation} on {EntityId} failed and is undone.", asked.Name, id);
                answer = new HistoryEvent.TaskFailed(asked.Caller?.TaskId ?? 0, TaskFailureDetails.FromException(e));

                // Fields of a failed operation must not be seen by the next one.
                entity = null;
            }

            if (asked.Caller is { } caller) batch.Effects.Add(new EntityEffect.Answer(caller, answer));
        }

        private bool TryCreate([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ITaskEntity? created)
        {
            created = null;
            return hub.Factory is Microsoft.DurableTask.Worker.IDurableTaskFactory2 factory && factory.TryCreateEntity(id.Name, services, out created);
        }
    }
}
