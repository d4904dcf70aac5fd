using OmniFunctions.Policies;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>Routing holds the conversation out to an agent.</summary>
internal static class Offering
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Offer command, ServicePolicy policy, DateTimeOffset now) => state.Phase switch
    {
        Phase.Waiting waiting => Happen(
            [new ConversationEvent.Offered(now, command.Agent, now.AddSeconds(policy.TermsOf(waiting.Queue).OfferSeconds), command.Why)]),
        Phase.Offered or Phase.Serving => state.Holder == command.Agent ? Nothing : Refuse(Refusal.AlreadyHeld),
        Phase.Closed => Refuse(Refusal.ConversationClosed),
        Phase.Ended => Refuse(Refusal.ConversationEnded),
        _ => throw UnknownPhase(state.Phase),
    };
}
