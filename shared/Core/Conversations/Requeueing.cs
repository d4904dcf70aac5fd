using OmniFunctions.Policies;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// An offer came to nothing: the conversation keeps its place, and another agent is asked. Whoever let it pass is asked again when the time
/// of one more offer has passed; at once, it would be held out to the only agent there over and over.
/// </summary>
internal static class Requeueing
{
    internal static Decision After(ConversationState state, Phase.Offered offered, ConversationEvent ending, QueueReason reason, ServicePolicy policy) => Happen(
        [ending, new ConversationEvent.Queued(ending.At, offered.Queue, offered.Since, reason)],
        new Effect.ReleaseAgent(offered.Queue, offered.Agent, IsAbsent: ending is ConversationEvent.OfferMissed),
        new Effect.RequestAgent(
            offered.Queue,
            offered.Since,
            [.. state.MissedOffers.Add(offered.Agent).OrderBy(agent => agent.Value, StringComparer.Ordinal)],
            ending.At.AddSeconds(policy.TermsOf(offered.Queue).OfferSeconds)));
}
