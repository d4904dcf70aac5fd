using System.Collections.Immutable;
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
    internal static readonly AgentId Cy = new("cy");
    internal static readonly SkillId Refunds = new("refunds");
    internal static readonly SkillId English = new("english");

    internal static WaitingWork Work(string id, int since = 0, QueueId? queue = null, params AgentId[] except) =>
        new(new ConversationId(id), queue ?? Service, Start.AddSeconds(since), [.. except], "policy-7", except.Length == 0 ? null : RestIsOver);

    internal static WaitingWork Asking(this WaitingWork work, RoutingTerms terms) => work with { Terms = terms };

    internal static RoutingGroup Seat(this RoutingGroup group, AgentId agent, Presence presence = Presence.Online, int capacity = 2, int at = 0, params QueueId[] queues) =>
        group.Seat(agent, Place(capacity, queues), presence, at);

    internal static RoutingGroup Seat(this RoutingGroup group, AgentId agent, AgentPlace place, Presence presence = Presence.Online, int at = 0) =>
        Dispatcher.SeatAgent(group, agent, presence, place, Start.AddSeconds(at)).Group;

    internal static AgentPlace Place(int capacity = 2, params QueueId[] queues) => new(capacity, queues.Length == 0 ? [Service] : [.. queues]);

    internal static AgentPlace Knowing(this AgentPlace place, SkillId skill, int level) =>
        place with { Skills = (place.Skills ?? ImmutableDictionary<SkillId, int>.Empty).SetItem(skill, level) };

    internal static RoutingGroup Line(this RoutingGroup group, params WaitingWork[] works) => group.LineAt(0, works);

    internal static RoutingGroup LineAt(this RoutingGroup group, int at, params WaitingWork[] works) =>
        works.Aggregate(group, (current, work) => Dispatcher.Enqueue(current, work, Start.AddSeconds(at)).Group);

    internal static RoutingGroup Pass(this RoutingGroup group, int at) => Dispatcher.LookAgain(group, Start.AddSeconds(at)).Group;

    internal static AgentId? HolderOf(this RoutingGroup group, string id) => group.HolderOf(new ConversationId(id));

    internal static IEnumerable<string> InLine(this RoutingGroup group) => group.Waiting.Select(work => work.Conversation.Value);
}
