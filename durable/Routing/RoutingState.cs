using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>What the routing entity keeps.</summary>
/// <param name="Marks">The conversations that wait or are held: how far routing has followed each.</param>
/// <param name="LookAt">When it next looks again by itself; null when time alone changes nothing.</param>
[ImmutableObject(true), JsonConverter(typeof(RoutingStateConverter))]
public sealed record RoutingState(RoutingGroup Group, ImmutableDictionary<ConversationId, RoutingMark> Marks, DateTimeOffset? LookAt = null)
{
    public static RoutingState Empty { get; } = new(RoutingGroup.Empty, ImmutableDictionary<ConversationId, RoutingMark>.Empty);
}

/// <param name="Latest">The latest operation heard of; a repetition of it, or of an earlier one, comes too late.</param>
/// <param name="Requested">The request by which it waits or is held.</param>
/// <param name="Again">A request that came while an earlier one's offer was still under way.</param>
/// <param name="Claimed">How it waited until an agent picked it; it waits so again if its life does not let them have it.</param>
/// <param name="Trace">Of the request; not written where nobody records, since all marks are written at each operation.</param>
public sealed record RoutingMark(
    string Latest,
    string Requested,
    AgentRequest? Again = null,
    WaitingWork? Claimed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null);
