using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;
using OmniFunctions.Runtime.Sealing;
using OmniFunctions.Runtime.Telemetry;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>One decision on its way into the log: its events, the head after them, its idempotency rows and its effects, all or none.</summary>
/// <param name="States">The state after each of the events.</param>
/// <param name="Command">What was decided on.</param>
internal sealed record Append(
    StoredConversation? Before,
    StoredConversation After,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyList<ConversationState> States,
    IReadOnlyList<PendingEffect> Effects,
    ConversationCommand Command)
{
    public static Append Of(ConversationKey key, StoredConversation? before, ConversationCommand command, Decision.Happened happened, DateTimeOffset now)
    {
        var sequence = before?.Version ?? 0;
        var trace = MessageTrace.OfThisStep;
        var events = happened.Events.Select(e => new StoredEvent(++sequence, e)).ToList();
        var effects = happened.Effects.Select((effect, index) => new PendingEffect(ConversationKeys.Operation(sequence, index), effect, trace)).ToList();

        var states = new List<ConversationState>(events.Count);
        var state = before?.State;
        var summary = before?.Summary ?? ConversationSummary.Empty;
        foreach (var e in happened.Events)
        {
            states.Add(state = Lifecycle.Evolve(key, state, e));
            summary = summary.After(e);
        }

        var progress = before?.Progress ?? LifecycleProgress.None;
        progress = progress with { PendingEffects = progress.PendingEffects + effects.Count };
        var after = new StoredConversation(key, state!, summary, progress, now, Lifecycle.NextDue(state!), default);
        if (!Placements.Of(after).SequenceEqual(before is null ? [] : Placements.Of(before)))
            after = after with { Progress = progress with { Placed = after.Version } };

        return new Append(before, after, events, states, effects, command);
    }

    public IEnumerable<TableTransactionAction> Actions(Sealer sealer)
    {
        var key = After.Key;

        // The head first: of all refusals, the one that says "somebody was faster" is then the one reported.
        var head = HeadRow.Write(After, sealer);
        yield return Before is null
            ? new(TableTransactionActionType.Add, head)
            : new(TableTransactionActionType.UpdateReplace, head, Before.ETag);
        foreach (var (stored, state) in Events.Zip(States))
        {
            yield return new(TableTransactionActionType.Add, EventRow.Write(key, stored, state, sealer));
            if (IdempotencyRow.Of(key, stored) is { } row) yield return new(TableTransactionActionType.Add, row);
        }

        if (IdempotencyRow.Of(key, Command, After.Version) is { } once) yield return new(TableTransactionActionType.Add, once);
        foreach (var effect in Effects) yield return new(TableTransactionActionType.Add, EffectRow.Write(key, effect));
    }
}
