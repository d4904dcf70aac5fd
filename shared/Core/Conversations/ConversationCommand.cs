using OmniFunctions.Channels;
using OmniFunctions.Routing;

namespace OmniFunctions.Conversations;

/// <summary>What someone wants to happen. Time and ids arrive in it.</summary>
public abstract record ConversationCommand
{
    private ConversationCommand() { }

    /// <summary>A message arrived. Opens the conversation when there is none yet, and reopens a closed one.</summary>
    public sealed record Receive(PersonId Person, string MessageKey, Leg Leg, InboundItem Item, DateTimeOffset ReceivedAt) : ConversationCommand;

    /// <summary>
    /// Routing found an agent and counts it against their capacity already: whoever is told no gives that place back,
    /// unless the agent is the holder.
    /// </summary>
    public sealed record Offer(AgentId Agent, Explanation Why) : ConversationCommand;

    public sealed record Accept(AgentId Agent) : ConversationCommand;

    public sealed record Decline(AgentId Agent) : ConversationCommand;

    /// <summary>A reply by the agent who holds it. Replying to an offer accepts it.</summary>
    public sealed record SendReply(AgentId Agent, string MessageId, string Text) : ConversationCommand;

    public sealed record RecordDelivery(string MessageId, DeliveryStatus Status, DeliveryRefusal? Reason, string? PlatformMessageId) : ConversationCommand;

    public sealed record Close(AgentId Agent, CloseReason Reason) : ConversationCommand;

    /// <summary>Time passed: whatever is due happens, in the order it was due.</summary>
    public sealed record Tick : ConversationCommand;
}
