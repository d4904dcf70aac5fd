using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The holder asks a colleague to talk with the customer beside them.</summary>
internal static class Participating
{
    internal static Decision Add(ConversationState state, ConversationCommand.AddParticipant command, DateTimeOffset now)
    {
        if (NotServedBy(state, command.By) is { } not)
        {
            return Refuse(not);
        }

        return state.Participant(command.Agent) switch
        {
            _ when command.Agent == state.Holder => Refuse(Refusal.AlreadyHeld),
            { MaySpeak: true } => Nothing,
            null when state.Participants.Count >= Participant.MaxParticipants => Refuse(Refusal.TooManyParticipants),
            _ => Happen(
                [new ParticipantJoined(now, command.By, command.Agent, ParticipantRole.Taking)],
                Notices.To(state.Phase.QueueOrNone(), NoticeKind.ParticipantAdded, command.Agent)),
        };
    }

    internal static Decision Remove(ConversationState state, ConversationCommand.RemoveParticipant command, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        return state.Participant(command.Agent) switch
        {
            null => Nothing,
            _ when command.By != command.Agent && command.By != state.Holder => Refuse(Refusal.NotHolder),
            // A supervisor watches whether the agent likes it or not, and a consult is ended as one.
            { Role: not ParticipantRole.Taking } when command.By != command.Agent => Refuse(Refusal.NotAllowed),
            { Role: ParticipantRole.Consulted } => Refuse(Refusal.ConsultRunning),
            _ => Happen([new ParticipantLeft(now, command.By, command.Agent)]),
        };
    }
}
