using System.Text.Json;
using Azure.Data.Tables;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>The head row. What tells who the customer is or what they wrote is sealed; ids, times and counts are not.</summary>
internal static class HeadRow
{
    private const string Version = "Version";
    private const string Phase = "Phase";
    private const string State = "State";
    private const string Shown = "Shown";
    private const string LastFrom = "LastFrom";
    private const string LastMessageAt = "LastMessageAt";
    private const string Unanswered = "Unanswered";
    private const string ClosedAt = "ClosedAt";
    private const string ChangedAt = "ChangedAt";
    private const string NextDue = "NextDue";
    private const string Advanced = "Advanced";
    private const string Published = "Published";
    private const string Placed = "Placed";
    private const string Indexed = "Indexed";
    private const string Pending = "Pending";

    public static TableEntity Write(StoredConversation head, Sealer sealer)
    {
        var row = WriteProgress(head.Key, head.Progress);
        row[Version] = head.Version;
        row[Phase] = head.State.Phase.GetType().Name;
        row.Put(State, sealer.Seal(StateCodec.Write(head.State), PlaceOf(row, State)));
        row[Shown] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(new ShownText(head.Summary.LastText, head.Summary.DisplayName, head.Summary.LastKind?.ToString())), PlaceOf(row, Shown));
        row[LastFrom] = head.Summary.LastFrom.ToString();
        row[LastMessageAt] = head.Summary.LastMessageAt;
        row[Unanswered] = head.Summary.Unanswered;
        row[ChangedAt] = head.ChangedAt;
        if (head.Summary.ClosedAt is { } closedAt) row[ClosedAt] = closedAt;
        if (head.NextDue is { } due) row[NextDue] = due;
        return row;
    }

    /// <summary>Only the progress, to be merged into the row.</summary>
    public static TableEntity WriteProgress(ConversationKey key, LifecycleProgress progress) => new(ConversationKeys.Partition(key), ConversationKeys.Head)
    {
        [Advanced] = progress.Advanced,
        [Published] = progress.Published,
        [Placed] = progress.Placed,
        [Indexed] = progress.Indexed,
        [Pending] = progress.PendingEffects,
    };

    public static StoredConversation Read(TableEntity row, Sealer sealer)
    {
        var shown = JsonSerializer.Deserialize<ShownText>(sealer.Open(row.Take(Shown), PlaceOf(row, Shown)))!;
        return new StoredConversation(
            ConversationKeys.Read(row.PartitionKey),
            StateCodec.Read(sealer.Open(row.Take(State), PlaceOf(row, State))),
            new ConversationSummary(
                shown.Text,
                Enum.Parse<MessageAuthor>(row.GetString(LastFrom)),
                row.GetDateTimeOffset(LastMessageAt)!.Value,
                row.GetInt32(Unanswered)!.Value,
                shown.Name,
                row.GetDateTimeOffset(ClosedAt),
                shown.Kind is { } kind ? Enum.Parse<ItemKind>(kind) : null),
            new LifecycleProgress(
                row.GetInt64(Advanced)!.Value,
                row.GetInt64(Published)!.Value,
                row.GetInt64(Placed)!.Value,
                row.GetInt64(Indexed)!.Value,
                row.GetInt32(Pending)!.Value),
            row.GetDateTimeOffset(ChangedAt)!.Value,
            row.GetDateTimeOffset(NextDue),
            row.ETag);
    }

    private static Place PlaceOf(TableEntity row, string property) => new(TableNames.Conversations, row.PartitionKey, row.RowKey, property);

    private sealed record ShownText(string Text, string? Name, string? Kind = null);
}
