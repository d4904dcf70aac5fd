using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An offer came to nothing: the conversation keeps its place, and another agent is asked.</summary>
internal static class Requeueing
{
    internal static Decision After(ConversationState state, Phase.Offered offered, ConversationEvent ending, QueueReason reason) => Happen(
        [ending, new ConversationEvent.Queued(ending.At, offered.Queue, offered.Since, reason)],
        new Effect.ReleaseAgent(offered.Queue, offered.Agent),
        new Effect.RequestAgent(
            offered.Queue,
            offered.Since,
            [.. state.MissedOffers.Add(offered.Agent).OrderBy(agent => agent.Value, StringComparer.Ordinal)]));
}
