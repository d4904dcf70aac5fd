using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>
/// What can happen to a routing group. Each operation returns the group after it and whom it gave what, and doing it twice is doing it once.
/// </summary>
public static class Dispatcher
{
    private static readonly IReadOnlyList<Assignment> Nobody = [];

    /// <summary>A conversation needs an agent. One that waits or is held already stays as it is.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Enqueue(RoutingGroup group, WaitingWork work, DateTimeOffset now)
    {
        var known = group.HolderOf(work.Conversation) is not null || group.Waiting.Exists(other => other.Conversation == work.Conversation);
        return known ? (group, Nobody) : AssignAll(group with { Waiting = Insert(group.Waiting, work) }, now);
    }

    /// <summary>A conversation needs no agent any more. Nobody is let go by it.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Withdraw(RoutingGroup group, ConversationId conversation)
    {
        var index = group.Waiting.FindIndex(work => work.Conversation == conversation);
        return (index < 0 ? group : group with { Waiting = group.Waiting.RemoveAt(index) }, Nobody);
    }

    /// <summary>An agent's place as it is from now on. What they hold, they keep; coming online starts their idle time.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) SeatAgent(
        RoutingGroup group,
        AgentId agent,
        Presence presence,
        int capacity,
        ImmutableHashSet<QueueId> queues,
        DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        var seat = group.Agents.GetValueOrDefault(agent);
        var comesOnline = presence == Presence.Online && seat?.Presence != Presence.Online;
        var changed = new AgentSeat(
            agent,
            presence,
            capacity,
            queues,
            seat?.Held ?? ImmutableDictionary<ConversationId, HeldWork>.Empty,
            comesOnline || seat is null ? now : seat.IdleSince);
        return AssignAll(group with { Agents = group.Agents.SetItem(agent, changed) }, now);
    }

    /// <summary>An agent comes, steps away or goes. Someone who has no seat gets none by it.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) SetPresence(RoutingGroup group, AgentId agent, Presence presence, DateTimeOffset now) =>
        group.Agents.TryGetValue(agent, out var seat)
            ? SeatAgent(group, agent, presence, seat.Capacity, seat.Queues, now)
            : (group, Nobody);

    /// <summary>An agent lets go of a conversation. One they do not hold changes nothing: a late release must not free a place twice.</summary>
    /// <param name="isAbsent">They never reacted to it. They are away then, so that work does not pile up before an empty chair.</param>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Release(
        RoutingGroup group, ConversationId conversation, AgentId agent, DateTimeOffset now, bool isAbsent = false)
    {
        if (!group.Agents.TryGetValue(agent, out var seat) || !seat.Held.ContainsKey(conversation))
        {
            return (group, Nobody);
        }

        var presence = isAbsent && seat.Presence == Presence.Online ? Presence.Away : seat.Presence;
        var freed = seat with { Held = seat.Held.Remove(conversation), IdleSince = now, Presence = presence };
        return AssignAll(group with { Agents = group.Agents.SetItem(agent, freed) }, now);
    }

    /// <summary>Time passed: those who let something pass may be asked again.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) LookAgain(RoutingGroup group, DateTimeOffset now) => AssignAll(group, now);

    private static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) AssignAll(RoutingGroup group, DateTimeOffset now)
    {
        // Each turn takes one conversation out of the line, so there are at most as many turns as conversations.
        var assigned = new List<Assignment>();
        while (Matcher.Match(group, now) is { } assignment)
        {
            group = Hold(group, assignment);
            assigned.Add(assignment);
        }

        return (group, assigned);
    }

    private static RoutingGroup Hold(RoutingGroup group, Assignment assignment)
    {
        var seat = group.Agents[assignment.Agent];
        var work = group.Waiting.Find(work => work.Conversation == assignment.Conversation)!;
        var held = new HeldWork(work.Terms.Channel, work.Terms.Units, work.Queue, assignment.Why.At);
        return new RoutingGroup(
            group.Agents.SetItem(seat.Agent, seat with { Held = seat.Held.Add(assignment.Conversation, held) }),
            group.Waiting.RemoveAll(work => work.Conversation == assignment.Conversation));
    }

    private static ImmutableList<WaitingWork> Insert(ImmutableList<WaitingWork> waiting, WaitingWork work)
    {
        var index = waiting.BinarySearch(work, PlaceInLine.First);
        return waiting.Insert(index < 0 ? ~index : index, work);
    }
}
