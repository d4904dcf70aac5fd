using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>An agent answers the customer.</summary>
public static class Replying
{
    /// <summary>Characters (UTF-16 code units) of one reply, whatever the channel; a channel's own limit is its own.</summary>
    public const int MaxTextLength = 20_000;

    internal static Decision Decide(ConversationState state, ConversationCommand.SendReply command, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(command.Text))
        {
            return Refuse(Refusal.TextEmpty);
        }

        if (command.Text.Length > MaxTextLength)
        {
            return Refuse(Refusal.TextTooLong);
        }

        // A repeated command is answered as the first one was, even if the conversation was closed in between.
        if (state.Reply(command.MessageId) is { } earlier)
        {
            return earlier.Fingerprint == OutgoingReply.FingerprintOf(command.MessageId, command.Agent, command.Text) ? Nothing : Refuse(Refusal.MessageIdTaken);
        }

        return state.Phase switch
        {
            Phase.Waiting => Refuse(Refusal.NotHolder),
            Phase.Offered or Phase.Serving when state.Holder != command.Agent => Refuse(Refusal.NotHolder),
            Phase.Offered => Send(state, command, now, [new Accepted(now, command.Agent)]),
            Phase.Serving => Send(state, command, now, []),
            Phase.Closed => Refuse(Refusal.ConversationClosed),
            Phase.Ended => Refuse(Refusal.ConversationEnded),
            _ => throw UnknownPhase(state.Phase),
        };
    }

    private static Decision Send(ConversationState state, ConversationCommand.SendReply command, DateTimeOffset now, IEnumerable<ConversationEvent> before)
    {
        if (state.Outgoing.Count(reply => reply.Status == DeliveryStatus.Pending) >= OutgoingReply.MaxPending)
        {
            return Refuse(Refusal.TooManyUndelivered);
        }

        return Happen(
            [
                .. before,
                .. Deadlines.BreachDueBy(state, now),
                new Reply(now, command.MessageId, command.Agent, command.Text, Provenance.Person, state.Leg),
            ],
            new Effect.Deliver(command.MessageId));
    }
}
