using Azure.Data.Tables;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Keys;

namespace OmniFunctions.Runtime.Conversations;

/// <summary>What makes a second arrival of the same message a repetition, for as long as the conversation is kept.</summary>
internal static class IdempotencyRow
{
    public const string Sequence = "Seq";
    public const string Fingerprint = "Fingerprint";

    public static TableEntity? Of(ConversationKey key, StoredEvent stored) => stored.Event switch
    {
        ConversationEvent.CustomerMessage message => new(ConversationKeys.Partition(key), ConversationKeys.CustomerMessage(message.MessageKey))
        {
            [Sequence] = stored.Sequence,
        },
        ConversationEvent.Reply reply => new(ConversationKeys.Partition(key), ConversationKeys.Reply(reply.MessageId))
        {
            [Sequence] = stored.Sequence,
            [Fingerprint] = OutgoingReply.FingerprintOf(reply.MessageId, reply.Agent, reply.Text),
        },
        _ => null,
    };

    /// <summary>The row that a command would meet if it had been carried out before; null for commands that cannot repeat.</summary>
    public static string? KeyFor(ConversationCommand command) => command switch
    {
        ConversationCommand.Receive receive => ConversationKeys.CustomerMessage(receive.MessageKey),
        ConversationCommand.SendReply reply => ConversationKeys.Reply(reply.MessageId),
        _ => null,
    };
}
