using System.Text.Json;
using Microsoft.DurableTask.Client;
using OmniFunctions.Local.DurableTask.History;

namespace OmniFunctions.Local.DurableTask.Storage;

/// <summary>
/// Brings a failed instance back to before its failure. The step that failed goes, and what came in with it comes in again, but for the
/// failures of tasks: those tasks are asked for anew. Failures that came before it and that the code answered with nothing go too; one that it
/// answered is part of its history.
/// </summary>
internal static class Rewind
{
    public static void Apply(HubUnit unit, string instanceId, long key, int execution, string? reason)
    {
        var turns = ReadBackwards(unit, key);
        unit.Session.Prepare("UPDATE durable_instance SET status = ?2, failure = NULL, updated = ?3 WHERE instance = ?1")
            .Bind(1, key).Bind(2, (long)OrchestrationRuntimeStatus.Running).Bind(3, unit.Now).Run();

        // First of all, so that the questions are asked anew before any answer is taken in.
        unit.Deliver(instanceId, new HistoryEvent.Rewound(reason));
        if (turns.Count > 0)
        {
            var (number, failed) = turns[0];
            unit.Session.Prepare("DELETE FROM durable_history WHERE instance = ?1 AND turn = ?2").Bind(1, key).Bind(2, number).Run();
            foreach (var happened in failed.Events.Where(happened => happened is not HistoryEvent.TaskFailed)) unit.Redeliver(instanceId, key, execution, happened);
        }

        foreach (var (number, turn) in turns.Skip(1).TakeWhile(entry => entry.Turn.Actions.Count == 0))
        {
            if (!turn.Events.Any(happened => happened is HistoryEvent.TaskFailed)) continue;
            var edited = turn with { Events = [.. turn.Events.Where(happened => happened is not HistoryEvent.TaskFailed)] };
            unit.Session.Prepare("UPDATE durable_history SET body = ?3 WHERE instance = ?1 AND turn = ?2")
                .Bind(1, key).Bind(2, number).Bind(3, JsonSerializer.SerializeToUtf8Bytes(edited, HubJson.Compact.Turn)).Run();
        }

        unit.Outbox.Changed.Add(instanceId);
    }

    private static List<(long Number, Turn Turn)> ReadBackwards(HubUnit unit, long key)
    {
        var rows = unit.Session.Prepare("SELECT turn, body FROM durable_history WHERE instance = ?1 ORDER BY turn DESC").Bind(1, key);
        var turns = new List<(long, Turn)>();
        while (rows.Step()) turns.Add((rows.Int64(0), JsonSerializer.Deserialize(rows.Blob(1), HubJson.Compact.Turn)!));
        return turns;
    }
}
