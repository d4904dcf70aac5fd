using OmniFunctions.Conversations;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>Other writers of the conversation were faster each time. Nothing was written; trying again later is right.</summary>
public sealed class WriteContentionException(ConversationKey key) : Exception($"{key} is being written to by too many at once.");
