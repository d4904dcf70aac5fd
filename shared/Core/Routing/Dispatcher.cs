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
        var known = group.HolderOf(work.Conversation) is not null || group.WaitingOf(work.Conversation) is not null;
        return known ? (group, Nobody) : AssignAll(group.WithWaiting(work), now);
    }

    /// <summary>A conversation needs no agent any more. Nobody is let go by it.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Withdraw(RoutingGroup group, ConversationId conversation) =>
        (group.WaitingOf(conversation) is { } work ? group.WithoutWaiting(work) : group, Nobody);

    /// <summary>An agent's place as it is from now on. What they hold, they keep; coming online starts their idle time.</summary>
    /// <param name="reason">Why they are away, as the policy names it.</param>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) SeatAgent(
        RoutingGroup group, AgentId agent, Presence presence, AgentPlace place, DateTimeOffset now, string? reason = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(place.Capacity);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(place.Weight);
        var seat = group.Agents.GetValueOrDefault(agent);
        var comesOnline = presence == Presence.Online && seat?.Presence != Presence.Online;
        return AssignAll(
            group.WithSeat(new AgentSeat(
                agent,
                presence,
                place.Capacity,
                place.Queues,
                seat?.Held ?? ImmutableDictionary<ConversationId, HeldWork>.Empty,
                comesOnline || seat is null ? now : seat.IdleSince,
                reason,
                place.ChannelLimits,
                place.Weight,
                place.Skills,
                comesOnline ? TurnsOnComing(group, seat) : seat?.Turns ?? 0)),
            now);
    }

    /// <summary>An agent comes, steps away or goes. Someone who has no seat gets none by it.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) SetPresence(
        RoutingGroup group, AgentId agent, Presence presence, DateTimeOffset now, string? reason = null) =>
        group.Agents.TryGetValue(agent, out var seat)
            ? SeatAgent(group, agent, presence, PlaceOf(seat), now, reason)
            : (group, Nobody);

    /// <summary>What the directory says of an agent has changed. Their presence stays; someone who has no seat gets none by it.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Reseat(RoutingGroup group, AgentId agent, AgentPlace place, DateTimeOffset now) =>
        group.Agents.TryGetValue(agent, out var seat)
            ? SeatAgent(group, agent, seat.Presence, place, now, seat.Reason)
            : (group, Nobody);

    /// <summary>An agent lets go of a conversation. One they do not hold changes nothing: a late release must not free a place twice.</summary>
    /// <param name="isAbsent">They never reacted to it. They are away then, so that work does not pile up before an empty chair.</param>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) Release(
        RoutingGroup group, ConversationId conversation, AgentId agent, DateTimeOffset now, bool isAbsent = false) =>
        group.Agents.TryGetValue(agent, out var seat) && seat.Held.ContainsKey(conversation)
            ? AssignAll(LetGo(group, seat, conversation, now, isAbsent), now)
            : (group, Nobody);

    /// <summary>
    /// An agent picks a conversation from the line. Skills are not looked at, since a person chose; presence, queue and room are.
    /// One they hold already is theirs: nothing is given, and nothing refused.
    /// </summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned, ClaimRefusal? Refused) Claim(
        RoutingGroup group, ConversationId conversation, AgentId agent, DateTimeOffset now)
    {
        if (group.HolderOf(conversation) is { } holder) return (group, Nobody, holder == agent ? null : ClaimRefusal.AlreadyHeld);
        if (group.WaitingOf(conversation) is not { } work) return (group, Nobody, ClaimRefusal.NotWaiting);
        if (ObstacleTo(group, work, agent, now) is { } obstacle) return (group, Nobody, obstacle);
        var assignment = new Assignment(conversation, agent, Matcher.ExplainClaim(group, work, agent, now));
        return (Give(group, assignment), [assignment], null);
    }

    /// <summary>
    /// A conversation is an agent's from now on, whoever had it: its life decided so, as when a supervisor takes it over. It waits no longer,
    /// and who held it lets go.
    /// </summary>
    /// <param name="force">Though they have no room, or never had a seat; without it, one that does not fit is not held.</param>
    /// <returns>Whether they hold it then.</returns>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned, bool IsHeld) Hold(
        RoutingGroup group, ConversationId conversation, AgentId agent, HeldWork work, bool force, DateTimeOffset now)
    {
        if (group.HolderOf(conversation) == agent) return (group, Nobody, true);
        var seat = group.Agents.GetValueOrDefault(agent);
        if (!force && seat?.HasRoomFor(work.Units, work.Channel) != true) return (group, Nobody, false);
        if (group.WaitingOf(conversation) is { } waiting) group = group.WithoutWaiting(waiting);
        if (group.HolderOf(conversation) is { } former) group = LetGo(group, group.Agents[former], conversation, now, isAbsent: false);
        seat ??= new AgentSeat(agent, Presence.Offline, 0, [], ImmutableDictionary<ConversationId, HeldWork>.Empty, now);
        group = group.WithSeat(seat with { Held = seat.Held.SetItem(conversation, work), IdleSince = now });
        var (after, assigned) = AssignAll(group, now);
        return (after, assigned, true);
    }

    /// <summary>Time passed: those who let something pass may be asked again, and who has waited long enough may be given to more agents.</summary>
    public static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) LookAgain(RoutingGroup group, DateTimeOffset now) => AssignAll(group, now);

    /// <summary>When time alone next changes who may be given a conversation that waits; null when it never will.</summary>
    public static DateTimeOffset? NextLook(WaitingWork work, DateTimeOffset now)
    {
        var moments = work.Terms.Widening.Select(step => work.Since.AddSeconds(step.AfterSeconds));
        if (work.ExceptUntil is { } until && !work.Except.IsEmpty) moments = moments.Append(until);
        if (Claimants.Of(work.Terms).Length > 0) moments = moments.Append(Claimants.AwaitedUntil(work));
        return moments.Where(moment => moment > now).Select(moment => (DateTimeOffset?)moment).Min();
    }

    private static (RoutingGroup Group, IReadOnlyList<Assignment> Assigned) AssignAll(RoutingGroup group, DateTimeOffset now)
    {
        // Each turn takes one conversation out of the line, so there are at most as many turns as conversations.
        List<Assignment>? assigned = null;
        while (Matcher.Match(group, now) is { } assignment)
        {
            group = Give(group, assignment);
            (assigned ??= []).Add(assignment);
        }

        return (group, assigned ?? Nobody);
    }

    private static RoutingGroup Give(RoutingGroup group, Assignment assignment)
    {
        var (seat, work, now) = (group.Agents[assignment.Agent], group.WaitingOf(assignment.Conversation)!, assignment.Why.At);
        var held = new HeldWork(work.Terms.Channel, work.Terms.Units, work.Queue, now);
        return group.WithoutWaiting(work).WithSeat(seat with
        {
            Held = seat.Held.Add(assignment.Conversation, held),
            IdleSince = now,
            Turns = work.Terms.Strategy == Strategy.Weighted ? Turn.After(seat.Turns, seat.Weight) : seat.Turns,
        });
    }

    private static RoutingGroup LetGo(RoutingGroup group, AgentSeat seat, ConversationId conversation, DateTimeOffset now, bool isAbsent)
    {
        var held = seat.Held[conversation];
        if (!isAbsent && held is { Queue: { } queue, Since: { } since } && now - since >= Pace.Shortest)
            group = group.WithPace(queue, Pace.After(group.Paces.GetValueOrDefault(queue), now - since));
        var leaves = isAbsent && seat.Presence == Presence.Online;
        return group.WithSeat(seat with
        {
            Held = seat.Held.Remove(conversation),
            IdleSince = now,
            Presence = leaves ? Presence.Away : seat.Presence,
            Reason = leaves ? null : seat.Reason,
        });
    }

    private static ClaimRefusal? ObstacleTo(RoutingGroup group, WaitingWork work, AgentId agent, DateTimeOffset now)
    {
        if (!group.Agents.TryGetValue(agent, out var seat) || seat.Presence == Presence.Offline) return ClaimRefusal.NotThere;
        if (work.Terms.Only is { } only && only != agent) return ClaimRefusal.HandedToAnother;
        var queues = Demands.QueuesOf(work, now);
        if (work.Terms.Only is null && !queues.Any(seat.Queues.Contains)) return ClaimRefusal.NotInQueue;
        return seat.HasRoomFor(work.Terms.Units, work.Terms.Channel) ? null : ClaimRefusal.AtCapacity;
    }

    /// <summary>Who comes back takes their turns with the others, and does not make up for those they missed.</summary>
    private static long TurnsOnComing(RoutingGroup group, AgentSeat? seat)
    {
        var others = group.Agents.Values.Where(other => other.Presence == Presence.Online && other.Agent != seat?.Agent).ToList();
        var turns = seat?.Turns ?? 0;
        return others.Count == 0 ? turns : Math.Max(turns, others.Min(other => other.Turns));
    }

    private static AgentPlace PlaceOf(AgentSeat seat) => new(seat.Capacity, seat.Queues, seat.ChannelLimits, seat.Weight, seat.Skills);
}
