using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>Routing holds the conversation out to an agent.</summary>
internal static class Offering
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Offer command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Waiting waiting => Happen(
            [new ConversationEvent.Offered(now, command.Agent, now.AddSeconds(rules.TermsOf(waiting.Queue).OfferSeconds), command.Why)]),
        { } phase when phase.HolderOrNone() is { } holder => holder == command.Agent ? Nothing : Refuse(Refusal.AlreadyHeld),
        _ => Refuse(OverFor(state) ?? Refusal.NotWaiting),
    };
}
