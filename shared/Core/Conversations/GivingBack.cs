using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent has gone offline with conversations open, and the policy does not let them keep those: each goes back to its line at its old place, and others are asked.</summary>
internal static class GivingBack
{
    internal static Decision Decide(ConversationState state, ConversationCommand.GiveBack command, Rulebook rules, DateTimeOffset now) => state.Phase switch
    {
        // Not theirs any more, or told before.
        _ when state.Holder != command.Agent => Nothing,
        Phase.Offered offered => Requeueing.After(state, offered, new OfferDeclined(now, command.Agent), QueueReason.OfferDeclined, rules),
        // Over for the customer already: only their notes are missing.
        Phase.WrapUp wrapUp => Closing.RunOut(state, wrapUp, rules, now),
        { } phase => Entering.Queue(
            state,
            phase.QueueOrNone()!.Value,
            state.Round?.Place ?? now,
            QueueReason.AgentGone,
            rules,
            now,
            before: [new GivenBack(now, command.Agent)],
            effects: LettingGo(state)),
    };
}
