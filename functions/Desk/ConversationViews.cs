using OmniFunctions.Runtime.Live;

namespace OmniFunctions.Desk;

/// <param name="Cursor">Asks for the next page; null at the end.</param>
public sealed record ConversationList(IReadOnlyList<Summary> Items, string? Cursor);

/// <param name="Version">The sequence number of the conversation's last event.</param>
/// <param name="HasMore">There are more in the direction that was asked for.</param>
public sealed record EntryList(IReadOnlyList<Entry> Items, long Version, bool HasMore);

/// <param name="Seq">The reply's own number, the same for a repeated request.</param>
public sealed record ReplyAccepted(long Seq, long Version);

public sealed record ConversationVersion(long Version);
