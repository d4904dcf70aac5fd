using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OmniFunctions.Json;

namespace OmniFunctions.Visitors;

/// <summary>What becomes of a visit when its page tells something, or when somebody invites the visitor. Pure; a page's word is cut to its limits here and nowhere else.</summary>
public static class Visiting
{
    public const int MaxAddressLength = 500;
    public const int MaxTitleLength = 200;
    public const int MaxNameLength = 64;
    public const int MaxValues = 10;
    public const int MaxValueLength = 128;
    public const int MaxInvitationLength = 300;

    /// <summary>Who has said no is left alone for so long, whoever invites.</summary>
    public static readonly TimeSpan RestAfterNo = TimeSpan.FromMinutes(10);

    /// <summary>The page tells that it is there, and perhaps what is new.</summary>
    public static Visit Hear(Visit? before, AccountKey account, string visitor, PageWord word, DateTimeOffset now)
    {
        var visit = before ?? new Visit(account, visitor, now, now, []);
        if (before is not null && (before.HasLeft || now - before.SeenAt > Visit.Presence)) visit = Back(visit, now);
        visit = visit with
        {
            SeenAt = now,
            HasLeft = word.Leaves,
            Name = Cut(word.Name, MaxNameLength) ?? visit.Name,
            Language = Cut(word.Language, MaxNameLength) ?? visit.Language,
            CameFrom = visit.CameFrom ?? Address(word.CameFrom),
        };
        if (Address(word.Address) is { } address) visit = Enter(visit, address, Cut(word.Title, MaxTitleLength), now);
        if (Act(word, now) is { } act) visit = visit with { Track = Noted(visit.Track, act) };
        if (word.Answer is { } answer) visit = visit with { Invitation = Answered(visit.Invitation, answer, now) };
        return word.Leaves ? Leave(visit, now) : visit;
    }

    /// <returns>Why they are not invited, or the visit with its invitation.</returns>
    public static (Visit Visit, InviteRefusal? Refusal) Invite(Visit visit, string id, AgentId by, string? text, DateTimeOffset now)
    {
        if (!visit.IsPresent(now)) return (visit, InviteRefusal.Gone);
        if (text?.Trim().Length > MaxInvitationLength) return (visit, InviteRefusal.TooLong);
        return visit.Invitation switch
        {
            { State: InvitationState.Sent or InvitationState.Shown } asked when now - asked.At < RestAfterNo => (visit, InviteRefusal.AskedAlready),
            { State: InvitationState.Declined } declined when now - declined.At < RestAfterNo => (visit, InviteRefusal.Declined),
            _ => (visit with { Invitation = new Invitation(id, by, string.IsNullOrWhiteSpace(text) ? null : text.Trim(), now) }, null),
        };
    }

    /// <summary>The path of an http address without what stands before its host and follows it; null for any other text.</summary>
    public static string? Address(string? text)
    {
        if (text is null || !Uri.TryCreate(text, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps)) return null;
        return Cut(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped), MaxAddressLength);
    }

    /// <summary>After a silence: the page that was open was left when it was last heard of, and after a long one this is another visit.</summary>
    private static Visit Back(Visit visit, DateTimeOffset now)
    {
        var left = Leave(visit, visit.SeenAt);
        return now - visit.SeenAt > Visit.Pause ? left with { Since = now, Count = visit.Count + 1, CameFrom = null, Invitation = null } : left;
    }

    private static Visit Enter(Visit visit, string address, string? title, DateTimeOffset now)
    {
        if (visit.OpenPage?.Address == address) return visit;
        var left = Leave(visit, now);
        return left with { Track = Noted(left.Track, new TrackEntry.Page(now, address, title)) };
    }

    private static Visit Leave(Visit visit, DateTimeOffset at) => visit.OpenPage is { } open ? visit with { Track = visit.Track.Replace(open, open with { LeftAt = at }) } : visit;

    private static TrackEntry.Act? Act(PageWord word, DateTimeOffset now) => Cut(word.Act, MaxNameLength) is { } name
        ? new TrackEntry.Act(now, name, [.. (word.Values ?? new Dictionary<string, string>()).Take(MaxValues).Select(Value).OfType<ActValue>()])
        : null;

    private static ActValue? Value(KeyValuePair<string, string> value) =>
        Cut(value.Key, MaxNameLength) is { } name && Cut(value.Value, MaxValueLength) is { } text ? new ActValue(name, text) : null;

    /// <summary>A rule's invitation is the page's own doing: the first that is heard of it is that it was shown.</summary>
    private static Invitation? Answered(Invitation? invitation, InvitationAnswer answer, DateTimeOffset now)
    {
        if (answer.Id == InvitationAnswer.Rule) return new Invitation(answer.Id, null, null, now, answer.State);
        // What was answered stays answered, whatever comes late.
        return invitation is { State: InvitationState.Sent or InvitationState.Shown } open && open.Id == answer.Id ? open with { State = answer.State, At = now } : invitation;
    }

    private static ImmutableArray<TrackEntry> Noted(ImmutableArray<TrackEntry> track, TrackEntry entry) =>
        (track.Length < Visit.MaxTrack ? track : track.RemoveRange(0, track.Length - Visit.MaxTrack + 1)).Add(entry);

    private static string? Cut(string? text, int length) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var trimmed && trimmed.Length > length ? trimmed[..length] : text.Trim();
}

/// <summary>What a visitor's page tells. All of it is anybody's word.</summary>
/// <param name="Act">What the visitor did beside looking.</param>
/// <param name="Leaves">The page is being closed.</param>
public sealed record PageWord(
    string? Address = null,
    string? Title = null,
    string? CameFrom = null,
    string? Name = null,
    string? Language = null,
    string? Act = null,
    IReadOnlyDictionary<string, string>? Values = null,
    InvitationAnswer? Answer = null,
    bool Leaves = false);

/// <param name="Id">Of the invitation, or <see cref="Rule"/>.</param>
public sealed record InvitationAnswer(string Id, InvitationState State)
{
    /// <summary>The id of every invitation by a rule.</summary>
    public const string Rule = "rule";
}

/// <summary>Why a visitor is not invited.</summary>
[JsonConverter(typeof(CamelCase<InviteRefusal>))]
public enum InviteRefusal
{
    Gone,
    TooLong,
    AskedAlready,

    /// <summary>They said no a short while ago.</summary>
    Declined,
}
