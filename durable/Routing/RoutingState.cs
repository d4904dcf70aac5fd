using System.Collections;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using OmniFunctions.Routing;

namespace OmniFunctions.Durable.Routing;

/// <summary>
/// What the routing entity keeps: the group, and of each conversation that waits or is held how far routing has followed it. A tenant may have a hundred thousand of
/// those, and an operation changes one or two; so it is stored as a dictionary of parts, of which each operation makes anew only those it changed: one for
/// each agent, without what they hold, and the conversations in <see cref="Buckets"/> parts by a hash of their id.
/// </summary>
[ImmutableObject(true), JsonConverter(typeof(RoutingStateConverter))]
[SuppressMessage("Naming", "CA1710", Justification = "It is a state; a dictionary is only how it is stored.")]
public sealed class RoutingState : IReadOnlyDictionary<string, RoutingPart>
{
    /// <summary>A part holds some two dozen conversations when a hundred thousand are open.</summary>
    private const int Buckets = 4_096;

    private const string PacesPart = "paces";
    private const string LookPart = "look";

    private readonly ImmutableDictionary<string, RoutingPart> parts;

    private RoutingState(RoutingGroup group, DateTimeOffset? lookAt, ImmutableDictionary<string, RoutingPart> parts)
    {
        Group = group;
        LookAt = lookAt;
        this.parts = parts;
    }

    public static RoutingState Empty { get; } = new(RoutingGroup.Empty, null, ImmutableDictionary.Create<string, RoutingPart>(StringComparer.Ordinal));

    public RoutingGroup Group { get; }

    /// <summary>When it next looks again by itself; null when time alone changes nothing.</summary>
    public DateTimeOffset? LookAt { get; }

    /// <summary>The conversations that wait or are held.</summary>
    public IEnumerable<KeyValuePair<ConversationId, RoutedConversation>> Conversations => parts.Values.SelectMany(part => part.Conversations ?? RoutingPart.NoConversations);

    public int Count => parts.Count;

    public IEnumerable<string> Keys => parts.Keys;

    public IEnumerable<RoutingPart> Values => parts.Values;

    public RoutingPart this[string key] => parts[key];

    /// <summary>As it was stored.</summary>
    public static RoutingState Of(IEnumerable<KeyValuePair<string, RoutingPart>> stored)
    {
        var parts = stored.ToImmutableDictionary(StringComparer.Ordinal);
        var conversations = parts.Values.SelectMany(part => part.Conversations ?? RoutingPart.NoConversations).ToList();
        var held = conversations.Where(one => one.Value.Holder is not null).ToLookup(one => one.Value.Holder!.Value, one => KeyValuePair.Create(one.Key, one.Value.Held!));
        var seats = parts.Values.Where(part => part.Seat is not null).Select(part => part.Seat! with { Held = held[part.Seat!.Agent].ToImmutableDictionary() });
        var waiting = conversations.Select(one => one.Value.Waiting).OfType<WaitingWork>();
        var paces = parts.GetValueOrDefault(PacesPart)?.Paces ?? RoutingGroup.Empty.Paces;
        return new RoutingState(RoutingGroup.Of(seats, waiting, paces), parts.GetValueOrDefault(LookPart)?.LookAt, parts);
    }

    public RoutingMark? MarkOf(ConversationId conversation) => Find(conversation)?.Mark;

    /// <param name="mark">Null for none.</param>
    public RoutingState WithMark(ConversationId conversation, RoutingMark? mark) =>
        new(Group, LookAt, With(parts, conversation, (Find(conversation) ?? RoutedConversation.Unknown) with { Mark = mark }));

    public RoutingState WithLookAt(DateTimeOffset? at) =>
        new(Group, at, at is null ? parts.Remove(LookPart) : parts.SetItem(LookPart, new RoutingPart(LookAt: at)));

    /// <param name="touched">The conversations that have come, gone, or changed their place from the present group to this one.</param>
    public RoutingState With(RoutingGroup group, IEnumerable<ConversationId> touched)
    {
        var after = parts;
        if (!ReferenceEquals(group.Agents, Group.Agents))
        {
            foreach (var seat in group.Agents.Values)
            {
                if (!Group.Agents.TryGetValue(seat.Agent, out var before) || !ReferenceEquals(before, seat)) after = after.SetItem(PartOf(seat.Agent), RoutingPart.Of(seat));
            }
        }

        if (!ReferenceEquals(group.Paces, Group.Paces)) after = after.SetItem(PacesPart, new RoutingPart(Paces: group.Paces));
        foreach (var conversation in touched)
        {
            var holder = group.HolderOf(conversation);
            after = With(after, conversation, (Find(conversation) ?? RoutedConversation.Unknown) with
            {
                Holder = holder,
                Held = holder is { } agent ? group.Agents[agent].Held[conversation] : null,
                Waiting = group.WaitingOf(conversation),
            });
        }

        return new RoutingState(group, LookAt, after);
    }

    public bool ContainsKey(string key) => parts.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out RoutingPart value) => parts.TryGetValue(key, out value);

    public IEnumerator<KeyValuePair<string, RoutingPart>> GetEnumerator() => parts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private RoutedConversation? Find(ConversationId conversation) => parts.GetValueOrDefault(PartOf(conversation))?.Conversations!.GetValueOrDefault(conversation);

    private static ImmutableDictionary<string, RoutingPart> With(ImmutableDictionary<string, RoutingPart> parts, ConversationId conversation, RoutedConversation routed)
    {
        var key = PartOf(conversation);
        var before = parts.GetValueOrDefault(key)?.Conversations ?? RoutingPart.NoConversations;
        var after = routed == RoutedConversation.Unknown ? before.Remove(conversation) : before.SetItem(conversation, routed);
        return after.IsEmpty ? parts.Remove(key) : parts.SetItem(key, new RoutingPart(Conversations: after));
    }

    private static string PartOf(AgentId agent) => $"agent/{agent.Value}";

    /// <summary>By a hash that is the same in every process (FNV-1a).</summary>
    private static string PartOf(ConversationId conversation)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in conversation.Value) hash = unchecked((hash ^ letter) * 16_777_619u);
        return BucketNames[(hash ^ (hash >> 16)) % Buckets];
    }

    private static readonly string[] BucketNames = [.. Enumerable.Range(0, Buckets).Select(number => $"conversations/{number:x3}")];
}
