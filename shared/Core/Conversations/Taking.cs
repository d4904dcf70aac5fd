using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent takes a conversation by themselves, out of the line or from where it was put aside; one of several wins.</summary>
internal static class Taking
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Take command, DateTimeOffset now) => state.Phase switch
    {
        Phase.WithBot or Phase.Waiting or Phase.Snoozed or Phase.CallbackDue => Happen([new ConversationEvent.Claimed(now, command.Agent, command.Why)]),
        // Held out to this very agent meanwhile: the place that was counted is the same one.
        Phase.Offered offered => offered.Agent == command.Agent
            ? Happen([new ConversationEvent.Accepted(now, command.Agent)])
            : Refuse(Refusal.AlreadyClaimed),
        { } phase when phase.HolderOrNone() is { } holder => holder == command.Agent ? Nothing : Refuse(Refusal.AlreadyClaimed),
        _ => Refuse(OverFor(state) ?? throw UnknownPhase(state.Phase)),
    };
}
