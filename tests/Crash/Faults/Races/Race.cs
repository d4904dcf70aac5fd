using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Runtime.Inbound;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>
/// Two workers race for the same thing, over and over. Several races are run in one heat, so that the store has something to group: first
/// all deliveries are made, then everything is taken in.
/// </summary>
internal abstract class Race : IFault
{
    private const int FullRounds = 100_000;
    private const int WorkersInTheRace = 2;
    private const int RacesOfOneHeat = 16;
    private const int EventsLookedAt = 8;

    /// <summary>A lock that runs out is another fault's subject, and on a busy machine at low priority a minute is little.</summary>
    private static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(5);

    /// <summary>Heats before a store is left and a fresh one begun, so that the last are run on as little as the first.</summary>
    private const int HeatsOfOneStore = 1_000;

    public abstract string Id { get; }

    public abstract string Name { get; }

    /// <summary>What there would be if a race had two winners, as <c>doubles</c>.</summary>
    protected abstract string Violation { get; }

    /// <summary>Messages that are new in one race.</summary>
    protected abstract int Messages { get; }

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var races = 0;
        while (findings.Count == 0 && budget.AnotherRound(races, FullRounds))
        {
            await using var workers = await Workers.StartAsync(WorkersInTheRace, lockDuration: LongestLock);
            var heats = 0;
            do
            {
                findings.AddRange(await RunHeatAsync(workers, heats++));
                races += RacesOfOneHeat;
            }
            while (heats < HeatsOfOneStore && findings.Count == 0 && budget.AnotherRound(races, FullRounds));
            findings.AddRange(await FaultsOfTheWholeAsync(workers, heats * RacesOfOneHeat));
        }

        return new Proof(races, string.Create(CultureInfo.InvariantCulture, $"{Violation} {findings.Count} in {races} races of {WorkersInTheRace} workers"), findings);
    }

    /// <summary>Senders whose messages are taken in at once in one race; each has a session of the broker.</summary>
    protected virtual int Senders => 1;

    /// <summary>What is delivered at every door at once.</summary>
    protected abstract IEnumerable<WebhookRequest> Deliveries(int lane, int heat);

    /// <summary>What must be so before anything is delivered.</summary>
    protected virtual Task PrepareAsync(Workers workers, int lane, int heat) => Task.CompletedTask;

    /// <returns>What else is wrong with a conversation that a race went to.</returns>
    protected virtual Task<IReadOnlyList<string>> FaultsOfAsync(Workers workers, ConversationKey key) => Task.FromResult<IReadOnlyList<string>>([]);

    private async Task<IEnumerable<string>> RunHeatAsync(Workers workers, int heat)
    {
        var lanes = Enumerable.Range(1, RacesOfOneHeat).ToList();
        await Task.WhenAll(lanes.Select(lane => Task.Run(() => PrepareAsync(workers, lane, heat))));
        var knocked = await Task.WhenAll(lanes.Select(lane => Task.Run(() => workers.KnockAsync(Deliveries(lane, heat)))));
        var taken = await Task.WhenAll(Enumerable.Range(0, RacesOfOneHeat * Senders).Select(_ => Task.Run(() => workers.TakeInAsync())));
        var judged = await Task.WhenAll(taken.Select(session => Task.Run(() => JudgeAsync(workers, session.Messages, session.Outcomes))));
        return [.. knocked.SelectMany(findings => findings), .. judged.SelectMany(findings => findings)];
    }

    private async Task<IEnumerable<string>> JudgeAsync(Workers workers, int messages, IReadOnlyList<IntakeOutcome> outcomes)
    {
        var findings = new List<string>();
        if (messages != Messages / Senders) findings.Add($"the broker kept {messages} messages of {Messages / Senders}");
        var went = outcomes.Select(outcome => outcome.Conversation).Distinct().ToList();
        if (went is not [{ } key]) return [.. findings, $"one customer's messages went to {string.Join(" and ", went)}"];
        return [.. findings, .. await FaultsOfTheEndAsync(workers, key), .. await FaultsOfAsync(workers, key)];
    }

    /// <summary>The end of a conversation's log is where the last race was run.</summary>
    private static async Task<IEnumerable<string>> FaultsOfTheEndAsync(Workers workers, ConversationKey key)
    {
        var findings = new List<string>();
        var head = await workers.Conversations.FindAsync(key);
        var events = await workers.Conversations.EventsBeforeAsync(key, head!.Version + 1, EventsLookedAt);
        for (var i = 1; i < events.Count; i++)
            if (events[i].Sequence != events[i - 1].Sequence + 1) findings.Add($"{key}: {events[i].Sequence} follows {events[i - 1].Sequence}");
        if (events[^1].Sequence != head.Version) findings.Add($"{key}: the head is at {head.Version}, the log at {events[^1].Sequence}");
        findings.AddRange(from message in events.Select(e => e.Event).OfType<ConversationEvent.CustomerMessage>().CountBy(message => message.MessageKey)
                          where message.Value > 1
                          select $"{key}: {message.Key} is stored {message.Value} times");
        return findings;
    }

    private async Task<IEnumerable<string>> FaultsOfTheWholeAsync(Workers workers, int races)
    {
        var (messages, conversations) = (0L, 0);
        await foreach (var head in workers.Conversations.AllAsync(Workers.Tenant))
        {
            messages += await MessagesOfAsync(workers, head.Key);
            conversations++;
        }

        return
        [
            .. messages == (long)races * Messages ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture, $"{messages} messages are stored of {(long)races * Messages}")],
            .. FaultsOfAll(conversations, races),
        ];
    }

    /// <returns>What is wrong with the number of conversations that the races left behind.</returns>
    protected virtual IReadOnlyList<string> FaultsOfAll(int conversations, int races) => [];

    /// <summary>The customer's messages in a conversation's log.</summary>
    protected static async Task<int> MessagesOfAsync(Workers workers, ConversationKey key)
    {
        var (messages, after) = (0, 0L);
        while (await workers.Conversations.EventsAsync(key, after, ConversationStore.MaxEvents) is { Count: > 0 } events)
        {
            messages += events.Count(stored => stored.Event is ConversationEvent.CustomerMessage);
            after = events[^1].Sequence;
        }

        return messages;
    }
}
