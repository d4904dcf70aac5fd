using System.Text.Json;
using OmniFunctions.Channels;
using OmniFunctions.Channels.WebChat;
using OmniFunctions.Visitors;

namespace OmniFunctions.Widget;

/// <param name="Visitor">The token of an earlier visit.</param>
/// <param name="Embedder">The origin of the page that the widget stands in, as its frame sees it; null where it is a page of its own or an app.</param>
public sealed record WidgetSessionRequest(string? Visitor, WidgetIdentity? Identity = null, string? Embedder = null, string? Language = null);

/// <summary>The shop's own word on who its user is.</summary>
/// <param name="Id">Of the shop's user.</param>
/// <param name="ExpiresAt">Unix seconds; under the signature as well.</param>
/// <param name="Signature">HMAC-SHA256 in hexadecimal, by the account's <c>identity_secret</c>.</param>
public sealed record WidgetIdentity(string? Id, long? ExpiresAt, string? Signature);

/// <param name="IsOpen">Somebody who writes now comes to a queue that is open.</param>
public sealed record WidgetSession(WidgetVisitor Visitor, WidgetLook Look, bool IsOpen, DateTimeOffset? OpensAt);

/// <summary>What a page with the widget tells, when it opens and now and then.</summary>
/// <param name="Seen">The cursor up to which the visitor has seen the messages.</param>
/// <param name="Act">What the visitor did beside looking at pages, as <c>basket</c>.</param>
/// <param name="Values">What belongs to the act; texts, numbers, yes or no.</param>
/// <param name="Leaves">The page is being closed; there is no answer then.</param>
public sealed record WidgetVisitRequest(
    string? Visitor = null,
    WidgetIdentity? Identity = null,
    string? Seen = null,
    string? Address = null,
    string? Title = null,
    string? CameFrom = null,
    string? Name = null,
    string? Language = null,
    string? Act = null,
    IReadOnlyDictionary<string, JsonElement>? Values = null,
    WidgetInvitationAnswer? Answer = null,
    bool Leaves = false);

/// <param name="Id">Of the invitation; <c>rule</c> for one that the page itself made by the account's rule.</param>
/// <param name="State">shown, accepted or declined.</param>
public sealed record WidgetInvitationAnswer(string? Id, InvitationState? State);

/// <param name="Visitor">A new token to keep in place of the earlier one; null where that is still good.</param>
/// <param name="Unread">Messages to the visitor after the cursor.</param>
/// <param name="HasConversation">One is open, so that there is something to listen for.</param>
/// <param name="AgainInSeconds">When to tell again that the page is there.</param>
public sealed record WidgetVisit(WidgetVisitor? Visitor, WidgetLook Look, bool IsOpen, DateTimeOffset? OpensAt, int Unread, bool HasConversation, int AgainInSeconds)
{
    /// <summary>An agent asks the visitor to talk.</summary>
    public WidgetInvitation? Invitation { get; init; }
}

/// <param name="Text">Null for the widget's own.</param>
public sealed record WidgetInvitation(string Id, string? Text);

/// <summary>How the widget of this account looks and what it offers.</summary>
public sealed record WidgetLook(
    string? Color, string Corner, WidgetText Greeting, IReadOnlyList<WidgetField> Form, bool OfflineForm, WidgetInvitationRule? Invite, bool Track, bool Preview, int MaxFileMegabytes)
{
    public static WidgetLook Of(WidgetSettings settings) => new(
        settings.Colour,
        settings.IsLeft ? "left" : "right",
        new WidgetText(settings.Greeting.Zh, settings.Greeting.En),
        [.. settings.Form.Select(field => new WidgetField(field.Name, field.IsNeeded))],
        settings.HasOfflineForm,
        settings.Invites is { } rule ? new WidgetInvitationRule(rule.AfterSeconds, rule.Paths, new WidgetText(rule.Text.Zh, rule.Text.En)) : null,
        settings.IsTracked,
        settings.HasPreview,
        settings.FileMegabytes);
}

/// <summary>In Chinese and in English; null for the widget's own.</summary>
public sealed record WidgetText(string? Zh, string? En);

/// <param name="Name">name, email, phone, company or order.</param>
public sealed record WidgetField(string Name, bool Needed);

/// <param name="Paths">Beginnings of the paths on which it holds; empty = all.</param>
public sealed record WidgetInvitationRule(int AfterSeconds, IReadOnlyList<string> Paths, WidgetText Text);

/// <param name="Text">What stands in the field, where the account lets agents see it.</param>
public sealed record WidgetTyping(string? Text = null);

public sealed record WidgetVisitor(string Id, string Token);

public sealed record WidgetMessages(IReadOnlyList<WidgetMessage> Items, string Cursor, WidgetState State);

/// <param name="From">customer, agent or system.</param>
/// <param name="Id">Of a customer's message the one its page made.</param>
/// <param name="AgentName">Null for the customer's own.</param>
public sealed record WidgetMessage(string Cursor, DateTimeOffset At, string From, string Id, string Text, string? AgentName)
{
    /// <summary><c>machine</c> for what no person typed.</summary>
    public string? Mark { get; init; }

    /// <summary>Where it is more than its text.</summary>
    public OutgoingContent? Content { get; init; }

    public WidgetFile? File { get; init; }

    /// <summary>What the visitor asked about.</summary>
    public WidgetAbout? About { get; init; }

    /// <summary>The message of this id was taken back: it is shown no more.</summary>
    public bool Recalled { get; init; }
}

public sealed record WidgetAbout(string Title, string Url, string? Price);

/// <param name="Address">From the root of this system on; good for a time.</param>
public sealed record WidgetFile(string Name, string Mime, long? SizeBytes, string Address);

/// <param name="Phase">none, withBot, waiting, offered, serving, waitingOnCustomer, snoozed, callbackDue, wrapUp or closed.</param>
/// <param name="AgentName">Who serves, once someone does.</param>
public sealed record WidgetState(string Phase, string? AgentName)
{
    public static WidgetState None { get; } = new("none", null);

    /// <summary>In the line: 1 is next.</summary>
    public int? Position { get; init; }

    public int? EstimateSeconds { get; init; }

    /// <summary>nobodySignedIn, allAway, allAtCapacity, nobodyWithTheSkill or closed; null while somebody is free.</summary>
    public string? WhyNobody { get; init; }

    /// <summary>When the queue opens again, while it is closed.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    public bool HumanAsked { get; init; }

    public bool CanAskCallback { get; init; }

    public WidgetCallback? Callback { get; init; }

    /// <summary>What the visitor is asked; null when nothing is asked or it was answered.</summary>
    public WidgetRating? Rating { get; init; }

    public bool IsRated { get; init; }
}

public sealed record WidgetCallback(DateTimeOffset DueAt, string? Zone);

/// <param name="Solved">Whether it was solved is asked as well.</param>
public sealed record WidgetRating(int Steps, bool Solved, IReadOnlyList<string> Tags, bool Several, DateTimeOffset Until);
