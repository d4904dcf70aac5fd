using System.Globalization;
using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Durable.Routing;
using OmniFunctions.Policies;
using OmniFunctions.Routing;
using OmniFunctions.Tests.Crash.InProcess;
using OmniFunctions.Tests.Support;

namespace OmniFunctions.Tests.Crash.Faults.Races;

/// <summary>
/// One conversation and two to five agents who all want it, or not: they accept, pick, decline and let offers run out, while everything that the
/// parts say to each other arrives in any order that the engine allows, some of it twice. The decisions and the routing entity are the product's own.
/// </summary>
internal sealed class SimulatedAcceptRace
{
    private const int MaxAgents = 5;
    private const int MaxSteps = 5_000;
    private const int OfferSeconds = 30;
    private const double Twice = 0.1;
    private static readonly QueueId Queue = new("service");
    private static readonly PersonId Person = new("abcdefghijklmnopqrstuvwxyz2");
    private static readonly ConversationKey Key = new(Workers.Tenant, ConversationId.Of(Person, 1));
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly AgentId[] Names = [.. Enumerable.Range(1, MaxAgents).Select(i => new AgentId(string.Create(CultureInfo.InvariantCulture, $"agent-{i}")))];

    private static readonly Rulebook Rules = new(CompiledPolicy.Of(
        new ServicePolicy("races-1", Queue, null, [new QueuePolicy(Queue, "Service", OfferSeconds, FirstResponseSeconds: 600, ReopenSeconds: 600)])));

    private static readonly Decision.Happened Opening = (Decision.Happened)Lifecycle.Decide(
        Key,
        null,
        new ConversationCommand.Receive(
            Person, "m1", new Leg(Workers.Bot, "1", "1"), new InboundItem { Kind = ItemKind.Text, Sender = "1", Conversation = "1", DedupeKey = "m1", MessageId = "m1", Text = "hello" }, Start),
        Rules,
        Start);

    private readonly Random random;
    private readonly ManualTime time = new(Start);
    private readonly EntityInMemory routing;
    private readonly List<Action> underWay = [];
    private readonly Queue<(string Id, Effect Effect)> effects = new();
    private readonly AgentId[] agents;
    private ConversationState state = Lifecycle.Fold(Key, null, Opening.Events)!;
    private int taken;
    private bool performs;

    private SimulatedAcceptRace(Random random)
    {
        this.random = random;
        agents = Names[..random.Next(2, MaxAgents + 1)];
        routing = new EntityInMemory(new RoutingEntity(new NobodyWatches(), time), RoutingEntity.Of(Key.Tenant));
        Note(Opening.Effects);
    }

    /// <returns>What is wrong; null when exactly one agent has it in the end, and everything agrees that they do.</returns>
    public static string? Play(int seed)
    {
        var race = new SimulatedAcceptRace(new Random(seed));
        return race.Run();
    }

    private string? Run()
    {
        foreach (var agent in agents)
        {
            // Some are there to be offered it; the others pick.
            var presence = random.Next(3) == 0 ? Presence.Away : Presence.Online;
            underWay.Add(() => Tell(nameof(RoutingEntity.SetPresence), new AgentPresence(agent, presence, 1, [Queue])));
            underWay.Add(() => Act(agent));
        }

        for (var step = 0; step < MaxSteps; step++)
        {
            if (underWay.Count == 0)
            {
                if (state.Phase is Phase.Serving) return Faults();
                Stir();
            }

            var index = random.Next(underWay.Count);
            var next = underWay[index];
            underWay[index] = underWay[^1];
            underWay.RemoveAt(underWay.Count - 1);
            next();
        }

        return $"it does not come to rest: {state.Phase}";
    }

    private string? Faults()
    {
        var group = routing.State<RoutingState>().Group;
        var holders = group.Agents.Values.Where(seat => seat.Held.ContainsKey(Key.Id)).Select(seat => seat.Agent).ToList();
        if (taken != 1) return $"{taken} agents were told that it is theirs";
        if (holders.Count != 1 || holders[0] != state.Holder) return $"{state.Holder} has it, and routing counts it for {string.Join(" and ", holders)}";
        if (group.Agents.Values.FirstOrDefault(seat => seat.UnitsInUse > seat.Capacity) is { } crowded) return $"{crowded.Agent} has more than they have room for";
        return group.Waiting.IsEmpty ? null : "it is held and waits";
    }

    /// <summary>Nothing is under way and nobody has it: time passes, and they try again.</summary>
    private void Stir()
    {
        time.Advance(TimeSpan.FromSeconds(OfferSeconds + 1));
        underWay.Add(() => Submit(new ConversationCommand.Tick(), _ => { }));
        foreach (var wake in routing.Wakes.Where(at => at <= time.GetUtcNow()).ToList())
        {
            routing.Wakes.Remove(wake);
            underWay.Add(() => Tell(nameof(RoutingEntity.LookAgain), wake));
        }

        foreach (var agent in agents)
        {
            underWay.Add(() => Tell(nameof(RoutingEntity.SetPresence), new AgentPresence(agent, Presence.Online, 1, [Queue])));
            underWay.Add(() => Act(agent));
        }
    }

    private void Act(AgentId agent)
    {
        switch (random.Next(4))
        {
            case 0 or 1:
                Submit(new ConversationCommand.Accept(agent), Took);
                break;
            case 2:
                Pick(agent);
                break;
            default:
                Submit(new ConversationCommand.Decline(agent), _ => { });
                break;
        }

        if (random.Next(8) != 0) return;
        time.Advance(TimeSpan.FromSeconds(random.Next(2 * OfferSeconds)));
        underWay.Add(() => Submit(new ConversationCommand.Tick(), _ => { }));
    }

    private void Pick(AgentId agent)
    {
        var answer = (ClaimAnswer)routing.Do(nameof(RoutingEntity.Claim), new AgentClaim(Key.Id, agent))!;
        Carry();
        if (answer.Why is not { } why) return;
        underWay.Add(() => Submit(new ConversationCommand.Take(agent, why), decision =>
        {
            Took(decision);
            if (decision is Decision.Refused) underWay.Add(() => Tell(nameof(RoutingEntity.GiveBack), new AgentRelease(answer.RequestId!, Key.Id, agent)));
        }));
    }

    /// <summary>As the store does it: read, decide, and write unless somebody was faster; then read again.</summary>
    private void Submit(ConversationCommand command, Action<Decision> done)
    {
        var seen = state;
        underWay.Add(() =>
        {
            if (!ReferenceEquals(seen, state))
            {
                Submit(command, done);
                return;
            }

            var decision = Lifecycle.Decide(Key, state, command, Rules, time.GetUtcNow());
            if (decision is Decision.Happened { Events.Count: > 0 } happened)
            {
                state = Lifecycle.Fold(Key, state, happened.Events)!;
                Note(happened.Effects);
            }

            done(decision);
        });
    }

    /// <summary>Somebody was told just now that it is theirs.</summary>
    private void Took(Decision decision)
    {
        if (decision is Decision.Happened { Events: var events } && events.Any(e => e is ConversationEvent.Accepted or ConversationEvent.Claimed)) taken++;
    }

    private void Note(IReadOnlyList<Effect> decided)
    {
        for (var i = 0; i < decided.Count; i++)
            effects.Enqueue((string.Create(CultureInfo.InvariantCulture, $"{state.Version:d19}-{i:d2}"), decided[i]));
        if (performs || effects.Count == 0) return;
        performs = true;
        underWay.Add(PerformNext);
    }

    /// <summary>One after another, as the conversation's orchestration does; some twice.</summary>
    private void PerformNext()
    {
        var (id, effect) = random.NextDouble() < Twice ? effects.Peek() : effects.Dequeue();
        switch (effect)
        {
            case Effect.RequestAgent e:
                Tell(nameof(RoutingEntity.Enqueue), new AgentRequest(id, Key.Id, e.Queue, e.Since, e.Except, e.ExceptUntil, "races-1", null, e.Terms));
                break;
            case Effect.WithdrawRequest:
                Tell(nameof(RoutingEntity.Withdraw), new AgentWithdrawal(id, Key.Id));
                break;
            case Effect.ReleaseAgent e:
                Tell(nameof(RoutingEntity.Release), new AgentRelease(id, Key.Id, e.Agent, e.IsAbsent));
                break;
            default:
                // What else is decided here tells people, and changes nothing.
                break;
        }

        performs = effects.Count > 0;
        if (performs) underWay.Add(PerformNext);
    }

    private void Tell(string operation, object input)
    {
        routing.Do(operation, input);
        Carry();
    }

    private void Carry()
    {
        foreach (var offer in routing.Started.Cast<AssignmentToOffer>().ToList())
        {
            underWay.Add(() => Submit(new ConversationCommand.Offer(offer.Agent, offer.Why), decision =>
            {
                if (decision is Decision.Refused) underWay.Add(() => Tell(nameof(RoutingEntity.GiveBack), new AgentRelease(offer.OperationId, Key.Id, offer.Agent)));
            }));
        }

        routing.Started.Clear();
    }
}
