using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent does not take what is held out to them. It goes back to its place in the queue.</summary>
internal static class Declining
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Decline command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        Phase.Offered offered when offered.Agent == command.Agent =>
            Requeueing.After(state, offered, new ConversationEvent.OfferDeclined(now, command.Agent), QueueReason.OfferDeclined, rules),
        // Declined before, and nobody has it since: the same wish again.
        Phase.Waiting => state.MissedOffers.Contains(command.Agent) ? Nothing : Refuse(Refusal.NotOffered),
        { } phase when phase.IsServed() => Refuse(state.Holder == command.Agent ? Refusal.NotOffered : Refusal.AlreadyHeld),
        _ => Refuse(OverFor(state) ?? Refusal.NotOffered),
    };
}
