using OmniFunctions.Policies;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent does not take what is held out to them. It goes back to its place in the queue.</summary>
internal static class Declining
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Decline command, ServicePolicy policy, DateTimeOffset now) => state.Phase switch
    {
        Phase.Offered offered when offered.Agent == command.Agent =>
            Requeueing.After(state, offered, new ConversationEvent.OfferDeclined(now, command.Agent), QueueReason.OfferDeclined, policy),
        // Declined before, and nobody has it since: the same wish again.
        Phase.Waiting => state.MissedOffers.Contains(command.Agent) ? Nothing : Refuse(Refusal.NotOffered),
        Phase.Offered => Refuse(Refusal.NotOffered),
        Phase.Serving serving => Refuse(serving.Agent == command.Agent ? Refusal.NotOffered : Refusal.AlreadyHeld),
        Phase.Closed => Refuse(Refusal.ConversationClosed),
        Phase.Ended => Refuse(Refusal.ConversationEnded),
        _ => throw UnknownPhase(state.Phase),
    };
}
