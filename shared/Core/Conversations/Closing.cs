using OmniFunctions.Policies;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>The agent who has it ends it; an offered one may do so without serving it first (spam is seen at a glance).</summary>
internal static class Closing
{
    internal static Decision Decide(ConversationState state, ConversationCommand.Close command, ServicePolicy policy, DateTimeOffset now) => state.Phase switch
    {
        Phase.Waiting => Refuse(Refusal.NotHolder),
        Phase.Offered or Phase.Serving when state.Holder != command.Agent => Refuse(Refusal.NotHolder),
        Phase.Offered offered => End(state, command, offered.Queue, policy, now),
        Phase.Serving serving => End(state, command, serving.Queue, policy, now),
        Phase.Closed closed => closed.LastAgent == command.Agent ? Nothing : Refuse(Refusal.ConversationClosed),
        Phase.Ended => Refuse(Refusal.ConversationEnded),
        _ => throw UnknownPhase(state.Phase),
    };

    private static Decision End(ConversationState state, ConversationCommand.Close command, QueueId queue, ServicePolicy policy, DateTimeOffset now) => Happen(
        [
            .. Deadlines.BreachDueBy(state, now),
            new ConversationEvent.Closed(now, command.Agent, command.Reason, now.AddSeconds(policy.TermsOf(queue).ReopenSeconds)),
        ],
        new Effect.ReleaseAgent(queue, command.Agent));
}
