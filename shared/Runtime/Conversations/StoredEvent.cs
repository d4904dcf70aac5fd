using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <param name="Sequence">Its place in the log: 1, 2, 3 ... without gaps.</param>
public sealed record StoredEvent(long Sequence, ConversationEvent Event);
