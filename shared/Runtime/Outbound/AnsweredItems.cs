using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>What a message of ours answers, as it stands in the log: some platforms say with a question where and how its answer goes.</summary>
internal static class AnsweredItems
{
    public static async Task<AnsweredItem?> ReadAsync(ConversationStore conversations, ConversationKey key, Answered? answers, CancellationToken cancellation) =>
        answers is not null
        && await conversations.EventsAsync(key, answers.Seq - 1, 1, cancellation) is [{ Event: ConversationEvent.CustomerMessage { Item: var item } said }]
            ? new AnsweredItem(item.MessageId, item.EventId, item.SentAt ?? said.ReceivedAt, item.Details, item.Mail)
            : null;
}
