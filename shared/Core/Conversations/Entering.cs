using OmniFunctions.Policies;
using OmniFunctions.Routing;
using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>A conversation takes its place in a line: what is recorded of it, and what routing is asked for.</summary>
internal static class Entering
{
    /// <summary>How long the line waits for the one who put it aside, where the queue does not say.</summary>
    private const int WakerWaitSeconds = 60;

    /// <summary>Enters a queue that somebody or something has named.</summary>
    internal static Decision.Happened Queue(
        ConversationState state,
        QueueId queue,
        DateTimeOffset place,
        QueueReason reason,
        Rulebook rules,
        DateTimeOffset now,
        AgentId? only = null,
        DateTimeOffset? onlyUntil = null,
        IEnumerable<ConversationEvent>? before = null,
        IEnumerable<Effect>? effects = null)
    {
        var why = RouteExplanation.Of(rules.Active, FactsOf.Now(state, queue, now), queue, isPersonWanted: true);
        var terms = Terms(state, why, place, reason, only, rules, now);
        var queued = new Queued(now, queue, place, reason, only, onlyUntil);
        return new(
            [.. before ?? [], Routed(now, why, terms, state, rules), queued],
            [.. effects ?? [], Request(Entered(state, queued, terms), queued, rules)]);
    }

    /// <summary>Begins a round: the routes say which queue, and whether the bot or a person begins.</summary>
    internal static Decision.Happened Begin(
        ConversationState state, RouteExplanation why, DateTimeOffset place, QueueReason reason, Rulebook rules, DateTimeOffset now, IEnumerable<ConversationEvent> before)
    {
        var terms = Terms(state, why, place, reason, only: null, rules, now);
        var routed = Routed(now, why, terms, state, rules);
        if (why.Seat == Seat.Bot)
        {
            return new([.. before, routed, new BotSeated(now, why.Queue, why.SeatBecause)], []);
        }

        var queued = new Queued(now, why.Queue, place, reason);
        return new([.. before, routed, queued], [Request(Entered(state, queued, terms), queued, rules)]);
    }

    /// <summary>Ask for an agent at the place that was just taken, on the terms on which it waits.</summary>
    internal static Effect.RequestAgent Request(ConversationState state, Queued queued, Rulebook rules)
    {
        AgentId[] except = [.. state.MissedOffers.OrderBy(agent => agent.Value, StringComparer.Ordinal)];
        var terms = state.Round?.Terms
            ?? Terms(
                state,
                RouteExplanation.Of(rules.Active, FactsOf.Now(state, queued.Queue, queued.At), queued.Queue, isPersonWanted: true),
                queued.Since,
                queued.Reason,
                queued.Only,
                rules,
                queued.At);
        return new Effect.RequestAgent(
            queued.Queue,
            queued.Since,
            except,
            except.Length == 0 ? null : queued.At.AddSeconds(rules.TermsOf(queued.Queue).OfferSeconds),
            terms with { Only = queued.Only });
    }

    /// <summary>It waits already, and something of what routing was told has changed: it asks anew, at the same place.</summary>
    internal static Decision.Happened Anew(
        ConversationState state, Phase.Waiting waiting, QueueReason reason, IEnumerable<ConversationEvent> before, Rulebook rules, DateTimeOffset now) =>
        Queue(
            state,
            waiting.Queue,
            waiting.Since,
            reason,
            rules,
            now,
            state.Round?.Directed?.Agent,
            state.Round?.Directed?.Until,
            before,
            [new Effect.WithdrawRequest(waiting.Queue)]);

    private static ConversationState Entered(ConversationState state, Queued queued, RoutingTerms terms) => state with
    {
        MissedOffers = PhaseEvolution.MissedBy(state, queued.Reason),
        Round = (state.Round ?? new Round(queued.Since, queued.At)) with { Terms = terms },
    };

    private static Routed Routed(DateTimeOffset now, RouteExplanation why, RoutingTerms terms, ConversationState state, Rulebook rules)
    {
        var silence = rules.Active.SilenceOf(FactsOf.Now(state, why.Queue, now));
        return new Routed(
            now,
            why.Queue,
            terms,
            why,
            rules.TermsOf(why.Queue).Reception,
            silence is { Customer: null, Agent: null } or null ? null : new SilenceTerms(silence.Customer, silence.Agent));
    }

    private static RoutingTerms Terms(
        ConversationState state, RouteExplanation why, DateTimeOffset place, QueueReason reason, AgentId? only, Rulebook rules, DateTimeOffset now)
    {
        var queue = rules.TermsOf(why.Queue);
        var channel = state.Leg.Account.Channel;
        var terms = new RoutingTerms(
            why.PriorityOf(queue, why.Chosen?.Priority ?? state.Round?.RoutePriority ?? 0) + state.Priority,
            rules.Active.Document.Capacity.UnitsOf(channel),
            channel,
            why.Needs.Require,
            why.Needs.Prefer,
            why.Needs.OwnerFirst ? state.Facts?.Owner : null,
            state.LastAgent,
            only,
            queue.Strategy,
            queue.LastAgentWaitSeconds,
            queue.Ageing,
            [.. queue.Widening],
            Clocks.DueOnEntry(state, why.Queue, place, rules, now));
        return reason == QueueReason.Woken && state.LastAgent is not null
            ? terms with { Strategy = Strategy.LastAgentFirst, LastAgentWaitSeconds = Math.Max(queue.LastAgentWaitSeconds, WakerWaitSeconds) }
            : terms;
    }
}
