using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Routing;
using OmniFunctions.Runtime.Conversations;
using OmniFunctions.Tests.Crash.InProcess;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>
/// F31: two to five agents accept, pick, decline or let it pass at once. One of them has it, the others are told so, and nobody has more than
/// they have room for. Simulated, a million times; and by two workers on one store, some thousand times.
/// </summary>
internal sealed class TwoAgentsAcceptAtOnce : IFault
{
    private const int FullRounds = 1_000_000;
    private const int RoundsOfOneHeat = 1_000;

    /// <summary>As many through the store for each that is simulated.</summary>
    private const int HeatsOfOneRealRace = 5;
    private const int RealRacesAtOnce = 16;
    private static readonly AgentId[] Rivals = [new("ana"), new("bo")];

    public string Id => "F31";

    public string Name => "Two agents accept at once";

    public async Task<Proof> RunAsync(Budget budget)
    {
        var findings = new List<string>();
        var (simulated, real, heats) = (0, 0, 0);
        await using var workers = await Workers.StartAsync(Rivals.Length);
        while (findings.Count == 0 && budget.AnotherRound(simulated, FullRounds))
        {
            for (var i = 0; i < RoundsOfOneHeat; i++)
            {
                var seed = budget.Seed + simulated++;
                if (SimulatedAcceptRace.Play(seed) is { } fault) findings.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {fault}"));
            }

            if (heats++ % HeatsOfOneRealRace != 0) continue;
            var faults = await Task.WhenAll(Enumerable.Range(real, RealRacesAtOnce).Select(number => RaceAsync(workers, number)));
            findings.AddRange(faults.OfType<string>());
            real += RealRacesAtOnce;
        }

        return new Proof(simulated, string.Create(CultureInfo.InvariantCulture, $"not exactly one winner {findings.Count} times in {simulated} simulated races and {real} on the store"), findings);
    }

    /// <summary>Both workers give the conversation to the agent who picked it there, at the same time.</summary>
    private static async Task<string?> RaceAsync(Workers workers, int number)
    {
        var person = new PersonId(string.Create(CultureInfo.InvariantCulture, $"race{number:d23}").Replace('0', 'a').Replace('1', 'b').Replace('8', 'c').Replace('9', 'd'));
        var key = new ConversationKey(Workers.Tenant, ConversationId.Of(person, 1));
        var sender = number.ToString(CultureInfo.InvariantCulture);
        var item = new InboundItem { Kind = ItemKind.Text, Sender = sender, Conversation = sender, DedupeKey = "m1", MessageId = "m1", Text = "hello" };
        await workers.Conversations.ApplyAsync(key, new ConversationCommand.Receive(person, "m1", new Leg(Workers.Bot, sender, sender), item, workers.Time.GetUtcNow()));

        var outcomes = await Task.WhenAll(workers.All.Select((worker, i) => Task.Run(() => TakeAsync(worker.GetRequiredService<ConversationStore>(), key, Rivals[i]))));
        var holder = (await workers.Conversations.FindAsync(key))!.State.Holder;
        var winners = Rivals.Where((_, i) => outcomes[i].Refusal is null).ToList();
        return winners is [var winner] && winner == holder
            ? outcomes.Single(outcome => outcome.Refusal is not null).Refusal is Refusal.AlreadyClaimed ? null : $"{key}: the loser was not told why"
            : $"{key}: {holder} has it, and {winners.Count} were told that it is theirs";
    }

    private static Task<ApplyOutcome> TakeAsync(ConversationStore store, ConversationKey key, AgentId agent) => store.ApplyAsync(
        key, new ConversationCommand.Take(agent, new Explanation(DateTimeOffset.UnixEpoch, "demo-1", new QueueId("service"), DateTimeOffset.UnixEpoch, agent, [], 0)));
}
