using OmniFunctions.Channels;
using OmniFunctions.Conversations;
using OmniFunctions.Runtime.Conversations;

namespace OmniFunctions.Runtime.Outbound;

/// <summary>Takes a message back on the customer's side. What has not left yet does not leave: the sender looks.</summary>
public sealed class Recaller(ConversationStore conversations, IConversationPush push)
{
    public async Task RecallAsync(ConversationKey key, CancellationToken cancellation = default)
    {
        // The customer may have gone on elsewhere since: every page of ours that they used is told.
        if (await conversations.FindAsync(key, cancellation) is not { State.Legs: var legs }) return;
        foreach (var leg in legs.Where(leg => ChannelCatalogue.Find(leg.Account.Channel) is { Capabilities.HasOwnPage: true }))
            await push.PageAsync(leg.Account, leg.Sender, cancellation);
    }
}
