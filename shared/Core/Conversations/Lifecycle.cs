using OmniFunctions.Policies;
using static OmniFunctions.Conversations.ConversationCommand;

namespace OmniFunctions.Conversations;

/// <summary>The life of a conversation as three pure functions. Each command has its own file beside this one.</summary>
public static class Lifecycle
{
    /// <summary>What a command comes to, given all that happened before.</summary>
    /// <param name="state">Null while there is no such conversation.</param>
    public static Decision Decide(
        ConversationKey key,
        ConversationState? state,
        ConversationCommand command,
        ServicePolicy policy,
        DateTimeOffset now) => command switch
        {
            Receive receive => Receiving.Decide(state, receive, policy, now),
            Tick => state is null ? Decision.Happened.Nothing : Ticking.Decide(key, state, policy, now),
            _ when state is null => new Decision.Refused(Refusal.ConversationUnknown),
            Offer offer => Offering.Decide(state, offer, policy, now),
            Accept accept => Accepting.Decide(state, accept, now),
            Decline decline => Declining.Decide(state, decline, policy, now),
            SendReply reply => Replying.Decide(state, reply, now),
            RecordDelivery delivery => Delivering.Decide(state, delivery, now),
            Close close => Closing.Decide(state, close, policy, now),
            _ => throw new InvalidOperationException($"No decision for {command.GetType().Name}."),
        };

    /// <summary>The state after one more event.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow: a log that holds it is damaged.</exception>
    public static ConversationState Evolve(ConversationKey key, ConversationState? state, ConversationEvent e) => Evolution.Evolve(key, state, e);

    /// <summary>The state after a whole run of events.</summary>
    public static ConversationState? Fold(ConversationKey key, ConversationState? state, IEnumerable<ConversationEvent> events) =>
        events.Aggregate(state, (current, e) => Evolution.Evolve(key, current, e));

    /// <summary>When <see cref="Tick"/> next has something to do; null when nothing will fall due.</summary>
    public static DateTimeOffset? NextDue(ConversationState state) => Deadlines.Next(state)?.DueAt;
}
