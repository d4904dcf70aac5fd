using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>What a supervisor does: watch, whisper to the agent, barge in, take over. Whether they are one is known to the one who asks.</summary>
internal static class Supervising
{
    internal static Decision Watch(ConversationState state, ConversationCommand.Watch command, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        return state.Participant(command.By) switch
        {
            _ when state.Holder == command.By => Refuse(Refusal.AlreadyHeld),
            { } => Nothing,
            null when state.Participants.Count >= Participant.MaxParticipants => Refuse(Refusal.TooManyParticipants),
            null => Happen([new ParticipantJoined(now, command.By, command.By, ParticipantRole.Watching)]),
        };
    }

    internal static Decision Unwatch(ConversationState state, ConversationCommand.Unwatch command, DateTimeOffset now) =>
        state.Participant(command.By) is { Role: ParticipantRole.Watching or ParticipantRole.Barging }
            ? Happen([new ParticipantLeft(now, command.By, command.By)])
            : Nothing;

    internal static Decision Barge(ConversationState state, ConversationCommand.Barge command, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        return state.Participant(command.By) switch
        {
            _ when state.Holder == command.By => Refuse(Refusal.AlreadyHeld),
            _ when !state.Phase.IsServed() => Refuse(Refusal.NotServing),
            { Role: ParticipantRole.Barging } => Nothing,
            null when state.Participants.Count >= Participant.MaxParticipants => Refuse(Refusal.TooManyParticipants),
            _ => Happen(
                [new ParticipantJoined(now, command.By, command.By, ParticipantRole.Barging)],
                Notices.To(state.Phase.QueueOrNone(), NoticeKind.ParticipantAdded, state.Holder!.Value)),
        };
    }

    internal static Decision Whisper(ConversationState state, ConversationCommand.Whisper command, DateTimeOffset now)
    {
        if (Noting.Fault(state, command.By, command.MessageId, command.Text) is { } fault)
        {
            return fault;
        }

        return (OverFor(state), state.Holder) switch
        {
            ({ } over, _) => Refuse(over),
            (_, null) => Refuse(Refusal.NotServing),
            (_, { } holder) => Happen(
                [new Whispered(now, command.MessageId, command.By, holder, command.Text)],
                Notices.To(state.Phase.QueueOrNone(), NoticeKind.Whispered, holder)),
        };
    }

    internal static Decision TakeOver(ConversationState state, ConversationCommand.TakeOver command, Rulebook rules, DateTimeOffset now)
    {
        if (OverFor(state) is { } over)
        {
            return Refuse(over);
        }

        return state.Phase switch
        {
            _ when command.Reason is { Length: > Transferring.MaxReasonLength } => Refuse(Refusal.ReasonTooLong),
            Phase.Offered offered when offered.Agent == command.By => Happen([new Accepted(now, command.By)]),
            Phase.WrapUp wrapUp when wrapUp.Agent == command.By => Happen([new Resumed(now, command.By)]),
            { } phase when phase.HolderOrNone() == command.By => Nothing,
            _ => Happen(
                [new TakenOver(now, command.By, state.Holder, command.Reason)],
                [
                    .. LettingGo(state),
                    Holding.By(state, command.By, rules),
                    .. state.Holder is { } from ? [Notices.To(state.Phase.QueueOrNone(), NoticeKind.TakenOver, from)] : Array.Empty<Effect>(),
                ]),
        };
    }
}
