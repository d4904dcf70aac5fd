using OmniFunctions.Channels;

namespace OmniFunctions.Widget;

/// <param name="Visitor">The token of an earlier visit.</param>
public sealed record WidgetSessionRequest(string? Visitor);

public sealed record WidgetSession(WidgetVisitor Visitor);

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

    /// <summary>The message of this id was taken back: it is shown no more.</summary>
    public bool Recalled { get; init; }
}

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
