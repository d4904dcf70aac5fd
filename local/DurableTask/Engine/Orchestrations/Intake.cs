using System.Text.Json;
using OmniFunctions.Local.DurableTask.Dispatch;
using OmniFunctions.Local.DurableTask.History;
using OmniFunctions.Local.DurableTask.Storage;

namespace OmniFunctions.Local.DurableTask.Orchestrations;

/// <summary>Which of the messages of an orchestration its execution takes in, and which wait in the inbox.</summary>
internal sealed class Intake(int maxKeptEvents)
{
    /// <summary>What messages say to the present execution. Those for an earlier one say nothing.</summary>
    public static IEnumerable<HistoryEvent> EventsFor(InstanceRow row, IEnumerable<Message> batch) => batch
        .Where(message => message.TargetKey == row.Key && (message.Execution == Message.AnyExecution || message.Execution == row.Execution))
        .Select(message => message.Body).OfType<HistoryEvent>();

    /// <summary>What the execution before this one left to it.</summary>
    public static List<HistoryEvent> CarriedTo(InstanceRow row) =>
        row is { Starting: true, Carried: { } carried } ? JsonSerializer.Deserialize(carried, HubJson.Compact.ListHistoryEvent)! : [];

    /// <returns>What the execution takes in now, if that is not the whole batch; its other events are held.</returns>
    public List<Message>? Select(OrchestrationSession session, List<Message> batch, int carried)
    {
        var (execution, held) = (session.Execution!, session.Held);
        var room = maxKeptEvents - execution.KeptEvents - carried;
        if (held.Count == 0 && batch.Count <= room) return null;
        var selected = new List<Message>(batch.Count);
        foreach (var message in batch)
        {
            if (message.TargetKey == session.Row.Key && HeldEvents.IsHoldable(message)) held.Hold(message);
            else selected.Add(message);
        }

        for (; room > 0 && held.Take() is { } next; room--) selected.Add(next);
        foreach (var name in held.Names.Where(execution.IsAwaiting).ToList()) selected.Add(held.Take(name)!);
        return selected;
    }

    /// <summary>Whether held events would now be taken in: in halves, so that not each event that the code takes costs a turn to fill its place.</summary>
    public bool CanTakeMore(OrchestrationSession session) =>
        session is { Held: { Count: > 0 } held, Execution: { } execution }
        && (execution.KeptEvents <= maxKeptEvents / 2 || held.Names.Any(execution.IsAwaiting));

    /// <summary>All that a session which is given up was about to take in or holds, in the order in which it came.</summary>
    public static List<Message> Unfinished(OrchestrationSession session, List<Message> batch)
    {
        if (session.Held.Count == 0 && session.Taken == batch) return batch;
        var all = session.Taken.Concat(batch).Concat(session.Held.All).Distinct<Message>(ReferenceEqualityComparer.Instance);
        return [.. all.OrderBy(message => message.Source == MessageSource.Inbox ? message.SourceId : -1)];
    }
}
