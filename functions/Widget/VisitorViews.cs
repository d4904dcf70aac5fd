using System.Text.Json.Serialization;
using OmniFunctions.Runtime.Live;
using OmniFunctions.Runtime.Visitors;
using OmniFunctions.Visitors;

namespace OmniFunctions.Widget;

/// <param name="Further">More than are listed.</param>
public sealed record VisitorList(IReadOnlyList<VisitorView> Visitors, int Further);

/// <param name="Id">Names the visit in addresses.</param>
/// <param name="Name">What they or the page call them; nobody has proved it.</param>
/// <param name="Page">Where they are; null between two pages.</param>
/// <param name="Pages">How many they have looked at.</param>
/// <param name="Count">Which visit of theirs it is.</param>
public sealed record VisitorView(
    string Id, string Account, string? Name, DateTimeOffset Since, DateTimeOffset SeenAt, TrackView? Page, int Pages, int Count, string? CameFrom, string? Language, InvitationView? Invitation)
{
    public static VisitorView Of(Visit visit, Names names) => new(
        VisitStore.IdOf(visit),
        visit.Account.Account,
        visit.Name,
        visit.Since,
        visit.SeenAt,
        visit.OpenPage is { } page ? TrackView.Of(page) : null,
        visit.Track.OfType<TrackEntry.Page>().Count(),
        visit.Count,
        visit.CameFrom,
        visit.Language,
        visit.Invitation is { } asked ? new InvitationView(names.OfOptional(asked.By), asked.At, asked.State) : null);
}

/// <param name="By">Null where a rule did it.</param>
public sealed record InvitationView(Named? By, DateTimeOffset At, InvitationState State);

/// <summary>What the visitor of a conversation did on the pages; empty where nothing is known.</summary>
public sealed record VisitorTrack(DateTimeOffset? Since, int Count, string? CameFrom, bool IsPresent, IReadOnlyList<TrackView> Items)
{
    public static VisitorTrack None { get; } = new(null, 0, null, false, []);

    public static VisitorTrack Of(Visit visit) => new(visit.Since, visit.Count, visit.CameFrom, !visit.HasLeft && visit.OpenPage is not null, [.. visit.Track.Select(TrackView.Of)]);
}

/// <summary>A page that was looked at, or something done there.</summary>
/// <param name="Address">Of a page.</param>
/// <param name="Act">Of something done.</param>
public sealed record TrackView(DateTimeOffset At, string? Address, string? Title, DateTimeOffset? LeftAt, string? Act)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    public static TrackView Of(TrackEntry entry) => entry switch
    {
        TrackEntry.Page page => new(page.EnteredAt, page.Address, page.Title, page.LeftAt, null),
        TrackEntry.Act act => new(act.At, null, null, null, act.Name) { Values = act.Values.GroupBy(value => value.Name, StringComparer.Ordinal).ToDictionary(same => same.Key, same => same.Last().Value) },
        _ => throw new InvalidOperationException($"No view of {entry.GetType().Name}."),
    };
}

/// <param name="Text">What the visitor reads; null for the widget's own words.</param>
public sealed record InviteRequest(string? Text = null);
