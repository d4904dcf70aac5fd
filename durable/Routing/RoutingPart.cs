using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Serialization;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>One part of what routing keeps; it is one of these.</summary>
/// <param name="Seat">An agent's, without what they hold: that is said by the conversations.</param>
[ImmutableObject(true)]
public sealed record RoutingPart(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AgentSeat? Seat = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), JsonConverter(typeof(RoutedConversationsConverter))]
    ImmutableSortedDictionary<ConversationId, RoutedConversation>? Conversations = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableDictionary<QueueId, Pace>? Paces = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? LookAt = null)
{
    /// <summary>In the order of their ids, so that the same part is always the same text.</summary>
    public static ImmutableSortedDictionary<ConversationId, RoutedConversation> NoConversations { get; } =
        ImmutableSortedDictionary.Create<ConversationId, RoutedConversation>(Comparer<ConversationId>.Create((x, y) => string.CompareOrdinal(x.Value, y.Value)));

    public static RoutingPart Of(AgentSeat seat) => new(Seat: seat with { Held = ImmutableDictionary<ConversationId, HeldWork>.Empty });
}

/// <summary>A conversation that waits or is held, or of which routing has yet to hear that it is neither.</summary>
/// <param name="Holder">Who holds it, and <paramref name="Held"/> as what; both null for nobody.</param>
/// <param name="Waiting">Null when it does not wait.</param>
public sealed record RoutedConversation(RoutingMark? Mark, AgentId? Holder, HeldWork? Held, WaitingWork? Waiting)
{
    public static RoutedConversation Unknown { get; } = new(null, null, null, null);
}

/// <param name="Latest">The latest operation heard of; a repetition of it, or of an earlier one, comes too late.</param>
/// <param name="Requested">The request by which it waits or is held.</param>
/// <param name="Again">A request that came while an earlier one's offer was still under way.</param>
/// <param name="Claimed">How it waited until an agent picked it; it waits so again if its life does not let them have it.</param>
/// <param name="Trace">Of the request; null where nobody records.</param>
public sealed record RoutingMark(
    string Latest,
    string Requested,
    AgentRequest? Again = null,
    WaitingWork? Claimed = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trace = null);
