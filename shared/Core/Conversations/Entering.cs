using static OmniFunctions.Conversations.ConversationEvent;

namespace OmniFunctions.Conversations;

/// <summary>A conversation takes its place in a line: what is recorded of it, and whom routing is asked for.</summary>
internal static class Entering
{
    /// <summary>Ask for an agent at the place that was just taken.</summary>
    internal static Effect.RequestAgent Request(ConversationState state, Queued queued, Rulebook rules)
    {
        AgentId[] except = [.. state.MissedOffers.OrderBy(agent => agent.Value, StringComparer.Ordinal)];
        return new Effect.RequestAgent(
            queued.Queue,
            queued.Since,
            except,
            except.Length == 0 ? null : queued.At.AddSeconds(rules.TermsOf(queued.Queue).OfferSeconds));
    }

    /// <summary>It waits already, and something of what routing was told has changed: it asks anew, at the same place.</summary>
    internal static Decision Anew(
        ConversationState state, Phase.Waiting waiting, QueueReason reason, IEnumerable<ConversationEvent> before, Rulebook rules, DateTimeOffset now)
    {
        var queued = new Queued(now, waiting.Queue, waiting.Since, reason, state.Round?.Directed?.Agent, state.Round?.Directed?.Until);
        return Decisions.Happen([.. before, queued], new Effect.WithdrawRequest(waiting.Queue), Request(state, queued, rules));
    }
}
