using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OmniFunctions.Routing;

/// <summary>
/// Everything one match looks at: who is there, and who waits (longest first). Owned by one durable entity per routing group. It never
/// changes; what is needed to find things fast is made when it is first asked for, and carried on from one group to the next.
/// </summary>
public sealed class RoutingGroup
{
    private Floor? floor;
    private Lines? lines;

    /// <param name="paces">By queue; null where nothing is known yet.</param>
    [JsonConstructor]
    public RoutingGroup(ImmutableDictionary<AgentId, AgentSeat> agents, ImmutableList<WaitingWork> waiting, ImmutableDictionary<QueueId, Pace>? paces = null)
    {
        Agents = agents;
        Waiting = waiting;
        Paces = paces ?? ImmutableDictionary<QueueId, Pace>.Empty;
    }

    public static RoutingGroup Empty { get; } = new(ImmutableDictionary<AgentId, AgentSeat>.Empty, ImmutableList<WaitingWork>.Empty);

    /// <param name="waiting">In any order.</param>
    public static RoutingGroup Of(IEnumerable<AgentSeat> agents, IEnumerable<WaitingWork> waiting, ImmutableDictionary<QueueId, Pace> paces) =>
        new(agents.ToImmutableDictionary(seat => seat.Agent), [.. waiting.Order(PlaceInLine.First)], paces);

    public ImmutableDictionary<AgentId, AgentSeat> Agents { get; }

    /// <summary>By their place in the line; whose turn it is depends on more than that.</summary>
    public ImmutableList<WaitingWork> Waiting { get; }

    /// <summary>How long conversations of each queue keep their agents.</summary>
    public ImmutableDictionary<QueueId, Pace> Paces { get; }

    internal Floor Floor => floor ??= Floor.Of(Agents);

    internal Lines Lines => lines ??= Lines.Of(Waiting);

    /// <summary>The agents of whom others see something new: whether they are there and why not, how busy they are, how much they take.</summary>
    public IEnumerable<AgentSeat> ChangedSince(RoutingGroup earlier) => ReferenceEquals(Agents, earlier.Agents)
        ? []
        : Agents.Values.Where(seat => !earlier.Agents.TryGetValue(seat.Agent, out var was) || (!ReferenceEquals(was, seat) && Shown(was) != Shown(seat)));

    /// <summary>The agent who holds a conversation; at most one does.</summary>
    public AgentId? HolderOf(ConversationId conversation) => Floor.Holders.TryGetValue(conversation, out var agent) ? agent : null;

    /// <summary>The conversation as it waits; null when it does not.</summary>
    public WaitingWork? WaitingOf(ConversationId conversation) => Lines.Places.GetValueOrDefault(conversation)?.Work;

    internal RoutingGroup WithSeat(AgentSeat seat) => new(Agents.SetItem(seat.Agent, seat), Waiting, Paces)
    {
        floor = floor?.With(Agents.GetValueOrDefault(seat.Agent), seat),
        lines = lines,
    };

    internal RoutingGroup WithWaiting(WaitingWork work)
    {
        var index = Waiting.BinarySearch(work, PlaceInLine.First);
        return new(Agents, Waiting.Insert(~index, work), Paces) { floor = floor, lines = Lines.With(work) };
    }

    internal RoutingGroup WithoutWaiting(WaitingWork work) =>
        new(Agents, Waiting.RemoveAt(Waiting.BinarySearch(work, PlaceInLine.First)), Paces) { floor = floor, lines = Lines.Without(work) };

    internal RoutingGroup WithPace(QueueId queue, Pace pace) => new(Agents, Waiting, Paces.SetItem(queue, pace)) { floor = floor, lines = lines };

    private static (Presence, string?, int, int) Shown(AgentSeat seat) => (seat.Presence, seat.Reason, seat.UnitsInUse, seat.Capacity);
}
