using System.Collections;
using System.Collections.Frozen;
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

    /// <summary>A changed part makes a new row of so many and a new list of rows.</summary>
    private const int RowLength = 64;

    private const string PacesPart = "paces";
    private const string LookPart = "look";

    private static readonly string[] BucketNames = [.. Enumerable.Range(0, Buckets).Select(number => $"conversations/{number:x3}")];
    private static readonly FrozenDictionary<string, int> BucketNumbers = BucketNames.Index().ToFrozenDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);

    /// <summary>All but the conversations.</summary>
    private readonly ImmutableDictionary<string, RoutingPart> parts;
    private readonly ImmutableArray<ImmutableArray<RoutingPart?>> buckets;

    private RoutingState(RoutingGroup group, DateTimeOffset? lookAt, ImmutableDictionary<string, RoutingPart> parts, ImmutableArray<ImmutableArray<RoutingPart?>> buckets)
    {
        Group = group;
        LookAt = lookAt;
        this.parts = parts;
        this.buckets = buckets;
    }

    public static RoutingState Empty { get; } = new(
        RoutingGroup.Empty,
        null,
        ImmutableDictionary.Create<string, RoutingPart>(StringComparer.Ordinal),
        [.. Enumerable.Repeat(ImmutableArray.Create(new RoutingPart?[RowLength]), Buckets / RowLength)]);

    public RoutingGroup Group { get; }

    /// <summary>When it next looks again by itself; null when time alone changes nothing.</summary>
    public DateTimeOffset? LookAt { get; }

    /// <summary>The conversations that wait or are held.</summary>
    public IEnumerable<KeyValuePair<ConversationId, RoutedConversation>> Conversations => Values.SelectMany(part => part.Conversations ?? RoutingPart.NoConversations);

    public int Count => parts.Count + buckets.Sum(row => row.Count(part => part is not null));

    public IEnumerable<string> Keys => this.Select(part => part.Key);

    public IEnumerable<RoutingPart> Values => this.Select(part => part.Value);

    public RoutingPart this[string key] => TryGetValue(key, out var part) ? part : throw new KeyNotFoundException($"Nothing is stored as '{key}'.");

    /// <summary>As it was stored.</summary>
    public static RoutingState Of(IEnumerable<KeyValuePair<string, RoutingPart>> stored)
    {
        var all = stored.ToList();
        var parts = all.Where(part => !BucketNumbers.ContainsKey(part.Key)).ToImmutableDictionary(StringComparer.Ordinal);
        var buckets = all.Where(part => BucketNumbers.ContainsKey(part.Key)).Aggregate(Empty.buckets, (so, part) => With(so, BucketNumbers[part.Key], part.Value));
        var conversations = all.Select(part => part.Value).SelectMany(part => part.Conversations ?? RoutingPart.NoConversations).ToList();
        var held = conversations.Where(one => one.Value.Holder is not null).ToLookup(one => one.Value.Holder!.Value, one => KeyValuePair.Create(one.Key, one.Value.Held!));
        var seats = parts.Values.Where(part => part.Seat is not null).Select(part => part.Seat! with { Held = held[part.Seat!.Agent].ToImmutableDictionary() });
        var waiting = conversations.Select(one => one.Value.Waiting).OfType<WaitingWork>();
        var paces = parts.GetValueOrDefault(PacesPart)?.Paces ?? RoutingGroup.Empty.Paces;
        return new RoutingState(RoutingGroup.Of(seats, waiting, paces), parts.GetValueOrDefault(LookPart)?.LookAt, parts, buckets);
    }

    public RoutingMark? MarkOf(ConversationId conversation) => Find(buckets, conversation)?.Mark;

    /// <param name="mark">Null for none.</param>
    public RoutingState WithMark(ConversationId conversation, RoutingMark? mark) =>
        new(Group, LookAt, parts, With(buckets, conversation, (Find(buckets, conversation) ?? RoutedConversation.Unknown) with { Mark = mark }));

    public RoutingState WithLookAt(DateTimeOffset? at) =>
        new(Group, at, at is null ? parts.Remove(LookPart) : parts.SetItem(LookPart, new RoutingPart(LookAt: at)), buckets);

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
        var rows = buckets;
        foreach (var conversation in touched)
        {
            var holder = group.HolderOf(conversation);
            rows = With(rows, conversation, (Find(rows, conversation) ?? RoutedConversation.Unknown) with
            {
                Holder = holder,
                Held = holder is { } agent ? group.Agents[agent].Held[conversation] : null,
                Waiting = group.WaitingOf(conversation),
            });
        }

        return new RoutingState(group, LookAt, after, rows);
    }

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out RoutingPart value)
    {
        if (!BucketNumbers.TryGetValue(key, out var bucket)) return parts.TryGetValue(key, out value);
        value = buckets[bucket / RowLength][bucket % RowLength];
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, RoutingPart>> GetEnumerator()
    {
        foreach (var part in parts) yield return part;
        for (var bucket = 0; bucket < Buckets; bucket++)
        {
            if (buckets[bucket / RowLength][bucket % RowLength] is { } part) yield return new(BucketNames[bucket], part);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static RoutedConversation? Find(ImmutableArray<ImmutableArray<RoutingPart?>> buckets, ConversationId conversation)
    {
        var bucket = BucketOf(conversation);
        return buckets[bucket / RowLength][bucket % RowLength]?.Conversations!.GetValueOrDefault(conversation);
    }

    private static ImmutableArray<ImmutableArray<RoutingPart?>> With(ImmutableArray<ImmutableArray<RoutingPart?>> buckets, ConversationId conversation, RoutedConversation routed)
    {
        var bucket = BucketOf(conversation);
        var before = buckets[bucket / RowLength][bucket % RowLength]?.Conversations ?? RoutingPart.NoConversations;
        var after = routed == RoutedConversation.Unknown ? before.Remove(conversation) : before.SetItem(conversation, routed);
        return With(buckets, bucket, after.IsEmpty ? null : new RoutingPart(Conversations: after));
    }

    private static ImmutableArray<ImmutableArray<RoutingPart?>> With(ImmutableArray<ImmutableArray<RoutingPart?>> buckets, int bucket, RoutingPart? part) =>
        buckets.SetItem(bucket / RowLength, buckets[bucket / RowLength].SetItem(bucket % RowLength, part));

    private static string PartOf(AgentId agent) => $"agent/{agent.Value}";

    /// <summary>By a hash that is the same in every process (FNV-1a).</summary>
    private static int BucketOf(ConversationId conversation)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in conversation.Value) hash = unchecked((hash ^ letter) * 16_777_619u);
        return (int)((hash ^ (hash >> 16)) % Buckets);
    }
}
