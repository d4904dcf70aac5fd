using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>
/// An offer came to nothing: the conversation keeps its place, and another agent is asked. Whoever let it pass is asked again when the time
/// of one more offer has passed; at once, it would be held out to the only agent there over and over. One that was passed on to an agent who
/// did not take it goes back to everybody.
/// </summary>
internal static class Requeueing
{
    internal static Decision After(ConversationState state, Phase.Offered offered, ConversationEvent ending, QueueReason reason, Rulebook rules)
    {
        var isMissedTransfer = state.Round?.Directed is not null;
        var queued = new ConversationEvent.Queued(ending.At, offered.Queue, offered.Since, isMissedTransfer ? QueueReason.TransferMissed : reason);
        return Happen(
            [ending, queued],
            [
                new Effect.ReleaseAgent(offered.Queue, offered.Agent, IsAbsent: ending is ConversationEvent.OfferMissed),
                Entering.Request(state with { MissedOffers = state.MissedOffers.Add(offered.Agent) }, queued, rules),
                .. isMissedTransfer ? Notices.TransferMissed(state, offered.Queue) : [],
            ]);
    }
}
