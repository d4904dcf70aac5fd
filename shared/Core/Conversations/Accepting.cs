using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent takes what is held out to them. Until the miss is recorded the offer stands, however late the timer is.</summary>
internal static class Accepting
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Accept command, DateTimeOffset now) => state.Phase switch
    {
        Phase.Offered offered => offered.Agent == command.Agent
            ? Happen([new ConversationEvent.Accepted(now, command.Agent)])
            : Refuse(Refusal.NotOffered),
        Phase.Serving or Phase.WaitingOnCustomer or Phase.WrapUp => state.Holder == command.Agent ? Nothing : Refuse(Refusal.AlreadyHeld),
        _ => Refuse(OverFor(state) ?? Refusal.NotOffered),
    };
}
