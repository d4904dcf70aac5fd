using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Visitors;

/// <summary>A visitor of a page that bears the widget, and what they have done there of late. It makes no conversation: for that they have to say something.</summary>
/// <param name="Since">When they came.</param>
/// <param name="SeenAt">When their page was last heard of.</param>
/// <param name="Track">Oldest first; at most <see cref="MaxTrack"/>.</param>
/// <param name="Count">Which visit of theirs it is, the first being 1.</param>
/// <param name="Name">What they call themselves, or what the page calls them; nobody has proved it.</param>
/// <param name="CameFrom">The page that led them here, without its query.</param>
public sealed record Visit(
    AccountKey Account,
    string Visitor,
    DateTimeOffset Since,
    DateTimeOffset SeenAt,
    ImmutableArray<TrackEntry> Track,
    int Count = 1,
    string? Name = null,
    string? CameFrom = null,
    string? Language = null,
    Invitation? Invitation = null,
    bool HasLeft = false)
{
    public const int MaxTrack = 50;

    /// <summary>A page tells that it is still there three times in this time; one that has told nothing for so long is gone.</summary>
    public static readonly TimeSpan Presence = TimeSpan.FromSeconds(60);

    /// <summary>Who comes back after this long has come anew.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    public bool IsPresent(DateTimeOffset now) => !HasLeft && now - SeenAt <= Presence;

    /// <summary>The page that is open; null where none is.</summary>
    [JsonIgnore]
    public TrackEntry.Page? OpenPage => Track.OfType<TrackEntry.Page>().LastOrDefault() is { LeftAt: null } page ? page : null;
}

/// <summary>One thing a visitor did.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Page), "page")]
[JsonDerivedType(typeof(Act), "act")]
public abstract record TrackEntry
{
    private TrackEntry() { }

    /// <param name="Address">Without query and fragment: these may say more of a person than anybody asked.</param>
    /// <param name="LeftAt">Null while it is open.</param>
    public sealed record Page(DateTimeOffset EnteredAt, string Address, string? Title, DateTimeOffset? LeftAt = null) : TrackEntry;

    /// <summary>What the shop's page tells of: "put into the basket", with what belongs to it.</summary>
    public sealed record Act(DateTimeOffset At, string Name, ImmutableArray<ActValue> Values) : TrackEntry;
}

public sealed record ActValue(string Name, string Value);

/// <summary>Somebody would like to talk with the visitor.</summary>
/// <param name="By">Null where a rule did it.</param>
public sealed record Invitation(string Id, AgentId? By, string? Text, DateTimeOffset At, InvitationState State = InvitationState.Sent);

[JsonConverter(typeof(CamelCase<InvitationState>))]
public enum InvitationState
{
    Sent,

    /// <summary>The visitor's page shows it.</summary>
    Shown,
    Accepted,
    Declined,
}
