using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What makes a second arrival of the same message a repetition, for as long as the conversation is kept.</summary>
internal static class IdempotencyRow
{
    public const string Sequence = "Seq";
    public const string Fingerprint = "Fingerprint";

    /// <summary>Of a message that is kept out.</summary>
    public const long NoSequence = 0;

    public static TableEntity? Of(ConversationKey key, StoredEvent stored) => stored.Event switch
    {
        ConversationEvent.CustomerMessage message => new(ConversationKeys.Partition(key), ConversationKeys.CustomerMessage(message.MessageKey))
        {
            [Sequence] = stored.Sequence,
        },
        ConversationEvent.Reply { WasScheduled: true } => null,
        ConversationEvent.Reply reply => new(ConversationKeys.Partition(key), ConversationKeys.Reply(reply.MessageId))
        {
            [Sequence] = stored.Sequence,
            [Fingerprint] = OutgoingReply.FingerprintOf(reply),
        },
        // Its id is taken from the moment it is written, so that nothing stands in its way when its time comes.
        ConversationEvent.MessageScheduled scheduled => Written(key, stored, ConversationKeys.Reply(scheduled.MessageId), scheduled.MessageId, scheduled.By, scheduled.Text),
        ConversationEvent.NoteAdded note => Written(key, stored, ConversationKeys.Note(note.MessageId), note.MessageId, note.By, note.Text),
        ConversationEvent.Whispered whisper => Written(key, stored, ConversationKeys.Note(whisper.MessageId), whisper.MessageId, whisper.By, whisper.Text),
        _ => null,
    };

    /// <summary>The row of a message that is not to come in here, because it stands somewhere else.</summary>
    public static TableEntity KeptOut(ConversationKey key, string messageKey) =>
        new(ConversationKeys.Partition(key), ConversationKeys.CustomerMessage(messageKey)) { [Sequence] = NoSequence };

    public static MessageStanding StandingOf(TableEntity? row) =>
        row is null ? MessageStanding.Unknown : row.GetInt64(Sequence) == NoSequence ? MessageStanding.KeptOut : MessageStanding.Received;

    /// <summary>The row of a command that leaves nothing by which its event could be told from another's.</summary>
    public static TableEntity? Of(ConversationKey key, ConversationCommand command, long sequence) => command is ConversationCommand.Offer
        && KeyFor(command) is { } row ? new(ConversationKeys.Partition(key), row) { [Sequence] = sequence } : null;

    /// <summary>The row that a command would meet if it had been carried out before; null for commands that cannot repeat.</summary>
    public static string? KeyFor(ConversationCommand command) => command switch
    {
        ConversationCommand.Receive receive => ConversationKeys.CustomerMessage(receive.MessageKey),
        ConversationCommand.SendReply reply => ConversationKeys.Reply(reply.MessageId),
        ConversationCommand.ScheduleMessage schedule => ConversationKeys.Reply(schedule.MessageId),
        ConversationCommand.AddNote note => ConversationKeys.Note(note.MessageId),
        ConversationCommand.Whisper whisper => ConversationKeys.Note(whisper.MessageId),
        ConversationCommand.Offer { Request: { } request } => ConversationKeys.Offer(request),
        _ => null,
    };

    /// <summary>What tells the same command from another of the same id; null where the id says it all.</summary>
    public static string? FingerprintFor(ConversationCommand command) => command switch
    {
        ConversationCommand.SendReply reply => OutgoingReply.FingerprintOf(reply),
        ConversationCommand.ScheduleMessage schedule => OutgoingReply.FingerprintOf(schedule.MessageId, schedule.By, schedule.Text),
        ConversationCommand.AddNote note => OutgoingReply.FingerprintOf(note.MessageId, note.By, note.Text),
        ConversationCommand.Whisper whisper => OutgoingReply.FingerprintOf(whisper.MessageId, whisper.By, whisper.Text),
        _ => null,
    };

    private static TableEntity Written(ConversationKey key, StoredEvent stored, string row, string messageId, AgentId by, string text) => new(ConversationKeys.Partition(key), row)
    {
        [Sequence] = stored.Sequence,
        [Fingerprint] = OutgoingReply.FingerprintOf(messageId, by, text),
    };
}
