namespace OmniFunctions.Policies;

/// <summary>
/// Queues that move their work round in a circle. Conditions are not weighed: whether two of them can hold at once depends on the day, and a customer who
/// is sent in circles on one of them is one too many.
/// </summary>
internal static class OverflowLoops
{
    internal static IEnumerable<PolicyFault> Faults(ServicePolicy policy)
    {
        var moves = policy.Queues
            .SelectMany((queue, index) => queue.Overflow.Select((step, place) => (
                From: queue.Id, To: step.Do == OverflowAction.MoveQueue ? step.Queue : null, Path: $"{PolicySense.At($"{PolicySense.At("queues", index)}.overflow", place)}.queue")))
            .Where(move => move.To is not null)
            .ToArray();
        var next = moves.ToLookup(move => move.From, move => move.To!.Value);
        foreach (var (from, to, path) in moves)
        {
            if (WayBack(to!.Value, from, next) is { } way) yield return new(path, $"It goes in circles: {string.Join(" → ", way.Prepend(from))}.");
        }
    }

    /// <summary>The shortest way, both ends included; null when there is none.</summary>
    private static List<QueueId>? WayBack(QueueId from, QueueId to, ILookup<QueueId, QueueId> next)
    {
        var cameFrom = new Dictionary<QueueId, QueueId> { [from] = from };
        var line = new Queue<QueueId>([from]);
        while (line.TryDequeue(out var here))
        {
            if (here == to) return Trace(here, from, cameFrom);
            foreach (var there in next[here].Where(there => cameFrom.TryAdd(there, here))) line.Enqueue(there);
        }

        return null;
    }

    private static List<QueueId> Trace(QueueId end, QueueId start, Dictionary<QueueId, QueueId> cameFrom)
    {
        var way = new List<QueueId> { end };
        while (way[^1] != start) way.Add(cameFrom[way[^1]]);
        way.Reverse();
        return way;
    }
}
