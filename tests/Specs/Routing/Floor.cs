using OmniFunctions.Routing;

namespace OmniFunctions.Tests.Specs.Routing;

/// <summary>Short words for the scenes of routing.</summary>
internal static class Floor
{
    internal static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset RestIsOver = Start.AddSeconds(30);
    internal static readonly QueueId Service = new("service");
    internal static readonly QueueId Sales = new("sales");
    internal static readonly AgentId Ana = new("ana");
    internal static readonly AgentId Bo = new("bo");

    internal static WaitingWork Work(string id, int since = 0, QueueId? queue = null, params AgentId[] except) =>
        new(new ConversationId(id), queue ?? Service, Start.AddSeconds(since), [.. except], "policy-7", except.Length == 0 ? null : RestIsOver);

    internal static RoutingGroup Seat(this RoutingGroup group, AgentId agent, Presence presence = Presence.Online, int capacity = 2, int at = 0, params QueueId[] queues) =>
        Dispatcher.SeatAgent(group, agent, presence, capacity, queues.Length == 0 ? [Service] : [.. queues], Start.AddSeconds(at)).Group;

    internal static RoutingGroup Line(this RoutingGroup group, params WaitingWork[] works) =>
        works.Aggregate(group, (current, work) => Dispatcher.Enqueue(current, work, Start).Group);

    internal static AgentId? HolderOf(this RoutingGroup group, string id) => group.HolderOf(new ConversationId(id));

    internal static IEnumerable<string> InLine(this RoutingGroup group) => group.Waiting.Select(work => work.Conversation.Value);
}
