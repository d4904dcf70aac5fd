using Microsoft.DurableTask;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>
/// External events of an execution, by name without regard to case. Those nobody waits for are kept in the order in which they
/// came; of several waiters the newest is served first.
/// </summary>
internal sealed class ExternalEvents(DataConverter converter)
{
    private readonly Dictionary<string, List<Waiter>> waiters = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Queue<(long Order, HistoryEvent.EventRaised Event)>> kept = new(StringComparer.OrdinalIgnoreCase);
    private long received;

    /// <summary>Events that came and that nobody has taken.</summary>
    public int Kept { get; private set; }

    /// <summary>Whether an event of this name would be taken at once.</summary>
    public bool IsAwaited(string name) => waiters.TryGetValue(name, out var stack) && stack.Count > 0;

    public Task<T> Wait<T>(string name, CancellationToken cancellation)
    {
        if (kept.TryGetValue(name, out var queue) && queue.TryDequeue(out var first))
        {
            Kept--;
            if (queue.Count == 0) kept.Remove(name);
            var arrived = new Waiter<T>(converter);
            arrived.Take(first.Event.Payload);
            return arrived.Task;
        }

        if (cancellation.IsCancellationRequested) return Task.FromCanceled<T>(cancellation);
        if (!waiters.TryGetValue(name, out var stack)) waiters[name] = stack = [];
        if (stack.Count > 0 && stack[^1].Type != typeof(T))
        {
            throw new ArgumentException(
                $"All waiters for the event '{name}' must ask for the same type: {stack[^1].Type} is waited for, {typeof(T)} was asked for.");
        }

        var waiter = new Waiter<T>(converter);
        stack.Add(waiter);
        if (cancellation.CanBeCanceled)
        {
            waiter.Registration = cancellation.Register(() =>
            {
                stack.Remove(waiter);
                waiter.Cancel(cancellation);
            });
        }

        return waiter.Task;
    }

    public void Raise(HistoryEvent.EventRaised raised)
    {
        if (waiters.TryGetValue(raised.Name, out var stack) && stack.Count > 0)
        {
            var newest = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            newest.Registration.Dispose();
            newest.Take(raised.Payload);
            return;
        }

        if (!kept.TryGetValue(raised.Name, out var queue)) kept[raised.Name] = queue = new Queue<(long, HistoryEvent.EventRaised)>();
        queue.Enqueue((received++, raised));
        Kept++;
    }

    /// <summary>What nobody has taken, in the order in which it came.</summary>
    public IEnumerable<HistoryEvent.EventRaised> Untaken() =>
        kept.Values.SelectMany(queue => queue).OrderBy(item => item.Order).Select(item => item.Event);

    private abstract class Waiter
    {
        public abstract Type Type { get; }

        public CancellationTokenRegistration Registration { get; set; }

        public abstract void Take(string? payload);
    }

    private sealed class Waiter<T>(DataConverter converter) : Waiter
    {
        private readonly TaskCompletionSource<T> completion = new();

        public override Type Type => typeof(T);

        public Task<T> Task => completion.Task;

        public override void Take(string? payload)
        {
            T value;
            try
            {
                value = converter.Deserialize<T>(payload)!;
            }
            catch (Exception e)
            {
                completion.TrySetException(e);
                return;
            }

            completion.TrySetResult(value);
        }

        public void Cancel(CancellationToken token) => completion.TrySetCanceled(token);
    }
}
