namespace OmniFunctions.Routing;

/// <summary>A conversation given to an agent. Their place is taken from this moment.</summary>
public sealed record Assignment(ConversationId Conversation, AgentId Agent, Explanation Why);
