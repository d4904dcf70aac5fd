namespace OmniFunctions.Runtime.Live;

/// <summary>A conversation as a line of a list.</summary>
/// <param name="Version">The sequence number of its last event.</param>
/// <param name="Phase">waiting, offered, serving, closed or ended.</param>
/// <param name="LastText">Of the last message, cut to 140 characters; empty for a message without text.</param>
/// <param name="LastFrom">customer or agent.</param>
/// <param name="Unanswered">Customer messages since the last reply.</param>
public sealed record Summary(
    string Id,
    long Version,
    string Phase,
    string Channel,
    string Account,
    PersonView Person,
    Named Queue,
    Named? Holder,
    DateTimeOffset? WaitingSince,
    DateTimeOffset? OfferExpiresAt,
    DateTimeOffset OpenedAt,
    DateTimeOffset LastMessageAt,
    string LastText,
    string LastFrom,
    FirstResponseView FirstResponse,
    int Unanswered);

/// <param name="State">running, breached or stopped.</param>
/// <param name="DueAt">When it stopped, for a clock that stopped.</param>
public sealed record FirstResponseView(string State, DateTimeOffset DueAt, DateTimeOffset Since);
