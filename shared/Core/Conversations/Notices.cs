namespace OmniFunctions.Conversations;

/// <summary>What people at their desks are told.</summary>
internal static class Notices
{
    internal static Effect To(QueueId? queue, NoticeKind kind, params IReadOnlyList<AgentId> agents) => new Effect.Notify(NoticeTo.Agents, kind, queue, agents);

    /// <summary>Whoever passed it on should know that it did not arrive.</summary>
    internal static IEnumerable<Effect> TransferMissed(ConversationState state, QueueId queue) =>
        state.LastAgent is { } from ? [To(queue, NoticeKind.TransferMissed, from)] : [];
}
