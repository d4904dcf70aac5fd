using Microsoft.Extensions.Logging;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Faults;
using OmniFunctions.Runtime.Lifecycles;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>The conversations: commands in, facts and their consequences out. The log is the record; the head and the lists follow from it.</summary>
public sealed class ConversationStore : IDisposable
{
    /// <summary>Tries against other writers before the command fails and whoever sent it tries again.</summary>
    public const int MaxAttempts = 12;

    /// <summary>Effects handed out at once, so that forgetting them again fits one transaction.</summary>
    public const int MaxEffectsAtOnce = 50;

    /// <summary>Events one call returns.</summary>
    public const int MaxEvents = 1_000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(40);

    private readonly ConversationLog log;
    private readonly HolderRows holders;
    private readonly Rulebooks rulebooks;
    private readonly TimeProvider time;
    private readonly ILogger<ConversationStore> logger;
    private readonly WriterGates gates = new();

    internal ConversationStore(ConversationLog log, HolderRows holders, Rulebooks rulebooks, TimeProvider time, ILogger<ConversationStore> logger)
    {
        this.log = log;
        this.holders = holders;
        this.rulebooks = rulebooks;
        this.time = time;
        this.logger = logger;
    }

    /// <returns>The head, or null when there is no such conversation.</returns>
    public Task<StoredConversation?> FindAsync(ConversationKey key, CancellationToken cancellation = default) => log.HeadAsync(key, cancellation);

    /// <summary>The events after a sequence number, ascending.</summary>
    /// <param name="limit">1 to <see cref="MaxEvents"/>.</param>
    public async Task<IReadOnlyList<StoredEvent>> EventsAsync(ConversationKey key, long after, int limit, CancellationToken cancellation = default)
    {
        CheckLimit(limit);
        var before = after > long.MaxValue - limit - 1 ? long.MaxValue : after + limit + 1;
        return await ReadAsync(key, after, before, cancellation);
    }

    /// <summary>The last events before a sequence number, ascending.</summary>
    /// <param name="limit">1 to <see cref="MaxEvents"/>.</param>
    public async Task<IReadOnlyList<StoredEvent>> EventsBeforeAsync(ConversationKey key, long before, int limit, CancellationToken cancellation = default)
    {
        CheckLimit(limit);
        return await ReadAsync(key, Math.Max(0, before - limit - 1), before, cancellation);
    }

    /// <summary>The same message was received in this conversation before.</summary>
    public async Task<bool> HasMessageAsync(ConversationKey key, string messageKey, CancellationToken cancellation = default) =>
        await StandingAsync(key, messageKey, cancellation) is MessageStanding.Received;

    public async Task<MessageStanding> StandingAsync(ConversationKey key, string messageKey, CancellationToken cancellation = default) =>
        IdempotencyRow.StandingOf(await log.IdempotencyRowAsync(key, Keys.ConversationKeys.CustomerMessage(messageKey), cancellation));

    /// <summary>Sees to it that a message which belongs elsewhere is not received in this conversation, also by somebody who is about to.</summary>
    /// <returns>False when it was received here before.</returns>
    public async Task<bool> KeepOutAsync(ConversationKey key, string messageKey, CancellationToken cancellation = default) =>
        await log.TryAddAsync(IdempotencyRow.KeptOut(key, messageKey), cancellation) || !await HasMessageAsync(key, messageKey, cancellation);

    /// <summary>Takes back that a message was kept out; one that was received is left as it is.</summary>
    public async Task LetInAsync(ConversationKey key, string messageKey, CancellationToken cancellation = default)
    {
        var row = await log.IdempotencyRowAsync(key, Keys.ConversationKeys.CustomerMessage(messageKey), cancellation);
        if (IdempotencyRow.StandingOf(row) is MessageStanding.KeptOut) await log.TryRemoveAsync(row!, cancellation);
    }

    /// <returns>The message as it was received in this conversation; null when it was not.</returns>
    public async Task<ConversationEvent.CustomerMessage?> MessageAsync(ConversationKey key, string messageKey, CancellationToken cancellation = default) =>
        await log.IdempotencyRowAsync(key, Keys.ConversationKeys.CustomerMessage(messageKey), cancellation) is { } row && row.GetInt64(IdempotencyRow.Sequence) is > 0 and var sequence
            ? (await EventsAsync(key, sequence - 1, 1, cancellation)).Select(stored => stored.Event).OfType<ConversationEvent.CustomerMessage>().FirstOrDefault()
            : null;

    /// <summary>
    /// Decides a command on the newest state and appends what comes of it. The events, the head, the idempotency rows and the effects
    /// are written together or not at all; when another writer was faster, it decides again on what that one left.
    /// </summary>
    /// <exception cref="WriteContentionException">Others were faster <see cref="MaxAttempts"/> times.</exception>
    public Task<ApplyOutcome> ApplyAsync(ConversationKey key, ConversationCommand command, CancellationToken cancellation = default) =>
        ApplyAsync(key, command, expected: null, cancellation);

    /// <param name="expected">The version that the command was meant for: on another one it is refused. Null for whatever there is.</param>
    /// <exception cref="WriteContentionException">Others were faster <see cref="MaxAttempts"/> times.</exception>
    public async Task<ApplyOutcome> ApplyAsync(ConversationKey key, ConversationCommand command, long? expected, CancellationToken cancellation = default)
    {
        if (command is ConversationCommand.SendReply) CrashPoint.Pass(CrashPoint.Commanded);
        using var pass = await gates.EnterAsync(key, cancellation);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var before = await log.HeadAsync(key, cancellation);
            var now = time.GetUtcNow();
            var decision = expected is null || expected == before?.Version
                ? Lifecycle.Decide(key, before?.State, command, await rulebooks.OfAsync(key.Tenant, before?.State, cancellation), now)
                : new Decision.Refused(Refusal.VersionConflict);
            if (decision is not Decision.Happened { Events.Count: > 0 } happened)
            {
                // A repeated reply is the same one whatever became of the conversation since; the snapshot remembers only the latest.
                var isOld = decision is Decision.Refused && IdempotencyRow.FingerprintFor(command) is not null;
                return isOld && await RepetitionAsync(key, command, before, cancellation) is { Duplicate: true } old ? old : ApplyOutcome.Unchanged(decision, before);
            }

            var append = Append.Of(key, before, command, happened, now);
            if (happened.Events.OfType<ConversationEvent.SplitOff>().Any()) append = append with { After = append.After with { Summary = await SummarizeAsync(key, happened.Events, cancellation) } };
            if (await log.TryAppendAsync(append, cancellation) is { } after)
            {
                if (command is ConversationCommand.SendReply) CrashPoint.Pass(CrashPoint.Committed);
                CrashPoint.Pass(CrashPoint.Placing);
                await holders.PlaceAsync(before, after, cancellation);
                MissedTargets.Tell(logger, key, append.Events);
                return new ApplyOutcome(decision, before, after, append.Events, append.Effects, RepetitionOf: null);
            }

            if (await RepetitionAsync(key, command, before, cancellation) is { } repetition) return repetition;
            await PauseAsync(attempt, cancellation);
        }

        throw new WriteContentionException(key);
    }

    /// <summary>Every conversation of a tenant in the order of their ids.</summary>
    /// <param name="after">The id of the last one seen; null to begin.</param>
    public IAsyncEnumerable<StoredConversation> AllAsync(TenantId tenant, ConversationId? after = null, CancellationToken cancellation = default) =>
        log.HeadsAsync(tenant, after?.Value, cancellation);

    /// <summary>The state as the log alone tells it.</summary>
    public async Task<ConversationState?> RebuildAsync(ConversationKey key, CancellationToken cancellation = default)
    {
        ConversationState? state = null;
        await foreach (var stored in log.EventsAsync(key, 0, long.MaxValue, cancellation))
        {
            state = Lifecycle.Evolve(key, state, stored.Event);
            if (state.Version != stored.Sequence) throw new InvalidOperationException($"The log of {key} has a gap before {stored.Sequence}.");
        }

        return state;
    }

    /// <summary>Notes what the lifecycle saw to, and forgets the effects that were performed.</summary>
    /// <param name="seen">The head it looked at.</param>
    /// <param name="published">The last event the figures were told of.</param>
    /// <returns>The effects still to perform.</returns>
    internal async Task<IReadOnlyList<PendingEffect>> ProgressAsync(
        StoredConversation seen, long published, IReadOnlyCollection<string> performed, CancellationToken cancellation)
    {
        // A crash may have come between the log and the lists.
        await holders.MakeWholeAsync(seen, cancellation);
        using var pass = await gates.EnterAsync(seen.Key, cancellation);
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var head = attempt == 1 ? seen : await log.HeadAsync(seen.Key, cancellation) ?? seen;
            var effects = head.Progress.PendingEffects == 0 ? [] : await log.EffectsAsync(seen.Key, cancellation);
            var done = effects.Where(effect => performed.Contains(effect.OperationId)).Select(effect => effect.OperationId).ToList();
            var progress = new LifecycleProgress(
                Math.Max(head.Progress.Advanced, seen.Version),
                Math.Max(head.Progress.Published, published),
                head.Progress.Placed,
                Math.Max(head.Progress.Indexed, seen.Progress.Placed),
                effects.Count - done.Count);
            if (progress == head.Progress || await log.TryProgressAsync(head, progress, done, cancellation))
                return [.. effects.Where(effect => !done.Contains(effect.OperationId)).Take(MaxEffectsAtOnce)];
            await PauseAsync(attempt, cancellation);
        }

        throw new WriteContentionException(seen.Key);
    }

    public void Dispose() => gates.Dispose();

    /// <summary>What lists show without the messages that were split off, whenever that was: the name and the last words are not another customer's.</summary>
    private async Task<ConversationSummary> SummarizeAsync(ConversationKey key, IReadOnlyList<ConversationEvent> appended, CancellationToken cancellation)
    {
        var events = (await ReadAsync(key, 0, long.MaxValue, cancellation)).Select(stored => stored.Event).Concat(appended).ToList();
        var others = events.OfType<ConversationEvent.SplitOff>().SelectMany(split => split.MessageKeys).ToHashSet(StringComparer.Ordinal);
        return events.Where(e => e is not ConversationEvent.CustomerMessage message || !others.Contains(message.MessageKey)).Aggregate(ConversationSummary.Empty, (summary, e) => summary.After(e));
    }

    /// <summary>The first repetition is made at once: mostly it only needs what the other writer left.</summary>
    private Task PauseAsync(int attempt, CancellationToken cancellation) =>
        attempt == 1 ? Task.CompletedTask : Task.Delay(LongestPause * Random.Shared.NextDouble(), time, cancellation);

    /// <summary>The append was refused: because this very message is in the log, or only because somebody was faster?</summary>
    private async Task<ApplyOutcome?> RepetitionAsync(ConversationKey key, ConversationCommand command, StoredConversation? before, CancellationToken cancellation)
    {
        if (IdempotencyRow.KeyFor(command) is not { } row || await log.IdempotencyRowAsync(key, row, cancellation) is not { } found) return null;
        var head = await log.HeadAsync(key, cancellation) ?? before;

        // Its first writer may have died before it came to the lists, and what stands in none of them is looked after by nobody.
        if (head is not null) await holders.MakeWholeAsync(head, cancellation);
        var same = IdempotencyRow.FingerprintFor(command) is not { } fingerprint || found.GetString(IdempotencyRow.Fingerprint) == fingerprint;
        return same
            ? ApplyOutcome.Unchanged(Decision.Happened.Nothing, head, found.GetInt64(IdempotencyRow.Sequence))
            : ApplyOutcome.Unchanged(new Decision.Refused(Refusal.MessageIdTaken), head);
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(ConversationKey key, long after, long before, CancellationToken cancellation)
    {
        var events = new List<StoredEvent>();
        await foreach (var stored in log.EventsAsync(key, after, before, cancellation)) events.Add(stored);
        return events;
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxEvents);
    }
}
