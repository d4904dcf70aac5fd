using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>
/// Events that an orchestration has not taken in, because it keeps enough of them that it has not asked for. Their rows stay in the inbox,
/// so that neither the history nor what continues as new grows with the backlog.
/// </summary>
internal sealed class HeldEvents
{
    private readonly Dictionary<string, Queue<Message>> byName = new(StringComparer.OrdinalIgnoreCase);

    public int Count { get; private set; }

    public IEnumerable<string> Names => byName.Keys;

    /// <summary>All of them, in the order in which they came.</summary>
    public IEnumerable<Message> All => byName.Values.SelectMany(queue => queue).OrderBy(message => message.SourceId);

    public static bool IsHoldable(Message message) => message is { Source: MessageSource.Inbox, Body: HistoryEvent.EventRaised };

    public void Hold(Message message)
    {
        var name = NameOf(message);
        if (!byName.TryGetValue(name, out var queue)) byName[name] = queue = new Queue<Message>();
        queue.Enqueue(message);
        Count++;
    }

    /// <summary>The oldest of all; null if there is none.</summary>
    public Message? Take() => byName.Count == 0 ? null : Take(byName.MinBy(named => named.Value.Peek().SourceId).Key);

    /// <summary>The oldest of this name; null if there is none.</summary>
    public Message? Take(string name)
    {
        if (!byName.TryGetValue(name, out var queue)) return null;
        var message = queue.Dequeue();
        if (queue.Count == 0) byName.Remove(name);
        Count--;
        return message;
    }

    public void Clear()
    {
        byName.Clear();
        Count = 0;
    }

    private static string NameOf(Message message) => ((HistoryEvent.EventRaised)message.Body!).Name;
}
