using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The customer did something. Whether this very message came before is known to the one who holds the idempotency rows.</summary>
internal static class Receiving
{
    internal static Decision Decide(ConversationState? state, ConversationCommand.Receive command, ServicePolicy policy, DateTimeOffset now)
    {
        var message = new CustomerMessage(now, command.MessageKey, command.Leg, command.Item, command.ReceivedAt);
        return (state?.Phase, command.Item.Speaks) switch
        {
            (null or Phase.Ended, false) => Nothing,
            (null, true) => Open(command, message, policy, now),
            (Phase.Waiting or Phase.Offered or Phase.Serving, _) => Happen([message]),
            // An edit or a receipt belongs to what was said before, and is no reason to take it up again.
            (Phase.Closed, false) => Happen([message]),
            (Phase.Closed, true) => Reopen(command, message, policy, now),
            (Phase.Ended, true) => Refuse(Refusal.ConversationEnded),
            ({ } phase, _) => throw UnknownPhase(phase),
        };
    }

    private static Decision Open(ConversationCommand.Receive command, CustomerMessage message, ServicePolicy policy, DateTimeOffset now)
    {
        var (queue, since, dueAt) = Enter(command, policy);
        return Happen(
            [
                new Opened(now, command.Person, command.Leg, queue, policy.Version, since, dueAt),
                message,
                new Queued(now, queue, since, QueueReason.Opened),
            ],
            new Effect.RequestAgent(queue, since, []));
    }

    private static Decision Reopen(ConversationCommand.Receive command, CustomerMessage message, ServicePolicy policy, DateTimeOffset now)
    {
        var (queue, since, dueAt) = Enter(command, policy);
        return Happen(
            [
                new Reopened(now, queue, since, dueAt),
                message,
                new Queued(now, queue, since, QueueReason.Reopened),
            ],
            new Effect.RequestAgent(queue, since, []));
    }

    private static (QueueId Queue, DateTimeOffset Since, DateTimeOffset DueAt) Enter(ConversationCommand.Receive command, ServicePolicy policy)
    {
        var queue = policy.QueueFor(command.Leg.Account);
        return (queue, command.ReceivedAt, command.ReceivedAt.AddSeconds(policy.TermsOf(queue).FirstResponseSeconds));
    }
}
