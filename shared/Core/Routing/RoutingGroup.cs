using System.Collections.Immutable;

namespace OmniFunctions.Routing;

/// <summary>Everything one match looks at: who is there, and who waits (longest first). Owned by one durable entity per routing group.</summary>
public sealed record RoutingGroup(ImmutableDictionary<AgentId, AgentSeat> Agents, ImmutableList<WaitingWork> Waiting)
{
    public static RoutingGroup Empty { get; } = new(ImmutableDictionary<AgentId, AgentSeat>.Empty, ImmutableList<WaitingWork>.Empty);

    /// <summary>The agents of whom others see something new: whether they are there, how busy they are, how much they take.</summary>
    public IEnumerable<AgentSeat> ChangedSince(RoutingGroup earlier) => ReferenceEquals(Agents, earlier.Agents)
        ? []
        : Agents.Values.Where(seat => !earlier.Agents.TryGetValue(seat.Agent, out var was) || Shown(was) != Shown(seat));

    /// <summary>The agent who holds a conversation; at most one does.</summary>
    public AgentId? HolderOf(ConversationId conversation) =>
        Agents.Values.FirstOrDefault(seat => seat.Held.ContainsKey(conversation))?.Agent;

    private static (Presence, int, int) Shown(AgentSeat seat) => (seat.Presence, seat.Held.Count, seat.Capacity);
}
