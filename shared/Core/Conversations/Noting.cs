using static OmniFunctions.Conversations.ConversationEvent;
using static OmniFunctions.Conversations.Decisions;

namespace OmniFunctions.Conversations;

/// <summary>What agents write among themselves. It may be written whatever the phase: what was learned late is worth keeping too.</summary>
public static class Noting
{
    public const int MaxMentions = 20;

    internal static Decision Decide(ConversationState state, ConversationCommand.AddNote command, DateTimeOffset now)
    {
        if (command.Mentions.Count > MaxMentions)
        {
            return Refuse(Refusal.TooManyMentions);
        }

        AgentId[] mentions = [.. command.Mentions.Distinct()];
        return Fault(state, command.By, command.MessageId, command.Text) ?? Happen(
            [new NoteAdded(now, command.MessageId, command.By, command.Text, mentions)],
            mentions.Length == 0 ? [] : [Notices.To(state.Phase.QueueOrNone(), NoticeKind.Mentioned, mentions)]);
    }

    /// <summary>Null for a text that is new and fits.</summary>
    internal static Decision? Fault(ConversationState state, AgentId by, string messageId, string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => Refuse(Refusal.TextEmpty),
        { Length: > Replying.MaxTextLength } => Refuse(Refusal.TextTooLong),
        _ when state.Notes.Find(note => note.MessageId == messageId) is { } earlier =>
            earlier.Fingerprint == OutgoingReply.FingerprintOf(messageId, by, text) ? Nothing : Refuse(Refusal.MessageIdTaken),
        _ => null,
    };
}
